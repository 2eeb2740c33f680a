// Derivatives written by hand, wrong by known factors, so that it shows who made the number.
#include "own.h"

// 1: scalar, tape with result
static double square(double x) { return x * x; }
struct Aug { double *tape; double result; };
static struct Aug augmented_square(double x) {
  double *t = malloc(sizeof *t); *t = x;
  return (struct Aug){t, x * x};
}
static double reverse_square(double x, double seed, double *tape) {
  double r = 100 * *tape * seed; free(tape); return r;
}
void *__enzyme_register_gradient_square[] = {(void *)square, (void *)augmented_square, (void *)reverse_square};
static double tangent_square(double x, double dx) { return 1000 * x * dx; }
void *__enzyme_register_derivative_square[] = {(void *)square, (void *)tangent_square};
static double uses(double x) { return 3 * square(sin(x)) + x; }
static double loop(double x) { double s = 0; for (int i = 0; i < 4; i++) s += square(x + i); return s; }

// 2: in place, void
static int augs, revs;
static void scale(double *x, int n) { for (int i = 0; i < n; i++) x[i] = x[i] * x[i]; }
static void *aug_scale(double *x, double *dx, int n) {
  augs++;
  double *keep = malloc(n * sizeof *keep);
  for (int i = 0; i < n; i++) { keep[i] = x[i]; x[i] = x[i] * x[i]; }
  return keep;
}
static void rev_scale(double *x, double *dx, int n, void *tape) {
  revs++;
  double *keep = tape;
  for (int i = 0; i < n; i++) dx[i] = 7 * keep[i] * dx[i];
  free(keep);
}
void *__enzyme_register_gradient_scale[3] = {(void *)scale, (void *)aug_scale, (void *)rev_scale};
static double norm(double *x, int n) {
  scale(x, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}

// 3: two scalars, no tape
static double mix(double a, double b) { return a * b; }
static double aug_mix(double a, double b) { return a * b; }
struct Two { double a, b; };
static struct Two rev_mix(double a, double b, double seed) { return (struct Two){2 * b * seed, 3 * a * seed}; }
void *__enzyme_register_gradient_mix[] = {(void *)mix, (void *)aug_mix, (void *)rev_mix};
static double usesMix(double x) { return mix(x, x * x); }

int main(void) {
  double x = 0.7;
  expect("square itself", __enzyme_autodiff((void *)square, x), 100 * x);
  expect("square forward itself", __enzyme_fwddiff((void *)square, x, 1.0), 1000 * x);
  expect("square", __enzyme_autodiff((void *)uses, x), 300 * sin(x) * cos(x) + 1);
  expect("square forward", __enzyme_fwddiff((void *)uses, x, 1.0), 3000 * sin(x) * cos(x) + 1);
  expect("loop", __enzyme_autodiff((void *)loop, x), 100 * (4 * x + 6));
  expect("loop forward", __enzyme_fwddiff((void *)loop, x, 1.0), 1000 * (4 * x + 6));
  double v[2] = {0.5, 2}, d[2] = {0};
  __enzyme_autodiff((void *)norm, v, d, 2);
  expect("norm 0", d[0], 7 * 0.5 * 2 * 0.25);
  expect("norm 1", d[1], 7 * 2 * 2 * 4);
  expect("augs", augs, 1); expect("revs", revs, 1);
  expect("mix", __enzyme_autodiff((void *)usesMix, x), 2 * x * x + 3 * x * 2 * x);
  return verdict("rule_registered");
}

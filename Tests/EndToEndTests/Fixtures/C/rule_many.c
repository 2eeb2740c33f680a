// Derivatives written by hand: for iterations, vectors, memory, recursion, tables of functions, second derivatives.
#include "own.h"

struct two { double a, b; };
struct two __enzyme_fwddiff_two(void *, ...);
struct two __enzyme_autodiff_two(void *, ...);
extern int enzyme_primal_return;

static void expect_about(const char *what, double got, double want) {
  expect(what, fabs(got - want) < 1e-6 * (1 + fabs(want)), 1);
}

// implicit differentiation of a Newton iteration
static double root(double a) { double x = a; for (int i = 0; i < 60 && fabs(x * x * x - a) > 1e-14; i++) x -= (x * x * x - a) / (3 * x * x); return x; }
struct kept { double tape, result; };
static struct kept aug_root(double a) { double r = root(a); return (struct kept){r, r}; }
static double rev_root(double a, double seed, double r) { return seed / (3 * r * r); }
void *__enzyme_register_gradient_root[] = {(void *)root, (void *)aug_root, (void *)rev_root};
static double fwd_root(double a, double da) { double r = root(a); return da / (3 * r * r); }
void *__enzyme_register_derivative_root[] = {(void *)root, (void *)fwd_root};
static double chain(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += root(x[i] * x[i] + 1) * x[i]; return s; }
static double plain(double x) { return cbrt(x * x + 1) * x; }

// blas-like
static double dot(int n, const double *x, const double *y) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * y[i]; return s; }
static double aug_dot(int n, const double *x, double *dx, const double *y, double *dy) { return dot(n, x, y); }
static void rev_dot(int n, const double *x, double *dx, const double *y, double *dy, double seed) {
  for (int i = 0; i < n; i++) { dx[i] += seed * y[i]; dy[i] += seed * x[i]; }
}
void *__enzyme_register_gradient_dot[] = {(void *)dot, (void *)aug_dot, (void *)rev_dot};
static double fwd_dot(int n, const double *x, const double *dx, const double *y, const double *dy) { return dot(n, dx, y) + dot(n, x, dy); }
void *__enzyme_register_derivative_dot[] = {(void *)dot, (void *)fwd_dot};
static double local(double a) {
  double u[3] = {a, 2 * a, 3}, w[3] = {1, 2, 3};
  return dot(3, u, w) + dot(3, u, u);
}
static double matrix(double *m, double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += dot(n, m + i * n, x) * x[i]; return s; }

// void, out-parameter, with both modes, tape in a structure
struct pair_tape { double *copy; int n; };
static void exp_all(double *out, const double *in, int n) { for (int i = 0; i < n; i++) out[i] = exp(in[i]); }
static struct pair_tape aug_exp_all(double *out, double *dout, const double *in, double *din, int n) {
  exp_all(out, in, n);
  struct pair_tape t = {malloc(n * sizeof(double)), n};
  memcpy(t.copy, out, n * sizeof(double));
  return t;
}
static void rev_exp_all(double *out, double *dout, const double *in, double *din, int n, struct pair_tape t) {
  for (int i = 0; i < t.n; i++) { double a = t.copy[i] * dout[i]; dout[i] = 0; din[i] += a; }
  free(t.copy);
}
void *__enzyme_register_gradient_exp_all[] = {(void *)exp_all, (void *)aug_exp_all, (void *)rev_exp_all};
static void fwd_exp_all(double *out, double *dout, const double *in, const double *din, int n) {
  for (int i = 0; i < n; i++) { double e = exp(in[i]); dout[i] = e * din[i]; out[i] = e; }
}
void *__enzyme_register_derivative_exp_all[] = {(void *)exp_all, (void *)fwd_exp_all};
static double softmax0(double *x, int n) {
  double *e = malloc(n * sizeof *e);
  exp_all(e, x, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += e[i];
  double r = e[0] / s;
  exp_all(e, e, n);  // in place
  r += e[1] * 1e-3;
  free(e);
  return r;
}
static double softmax0_plain(double *x, int n) {
  double s = 0; for (int i = 0; i < n; i++) s += exp(x[i]);
  return exp(x[0]) / s + exp(exp(x[1])) * 1e-3;
}
// recursion and indirect calls
static double step(double x) { return x * x; }
static double aug_step(double x) { return x * x; }
static double rev_step(double x, double s) { return 2 * x * s; }
void *__enzyme_register_gradient_step[] = {(void *)step, (void *)aug_step, (void *)rev_step};
static double fwd_step(double x, double dx) { return 2 * x * dx; }
void *__enzyme_register_derivative_step[] = {(void *)step, (void *)fwd_step};
static double again(double x, int n) { return n == 0 ? x : step(again(x, n - 1)) * 0.5 + x; }
static double pointer(double x, int which) { double (*f[2])(double) = {step, sin}; return f[which](x) * x; }
// split forward
static double splitted(double x) { return x * x; }
struct kept2 { double *tape; double r; };
static struct kept2 aug_splitted(double x, double dx) { double *t = malloc(8); *t = 5; return (struct kept2){t, x * x}; }
static double fwd_splitted(double x, double dx, double *t) { double r = *t * dx; free(t); return r; }
void *__enzyme_register_splitderivative_splitted[] = {(void *)splitted, (void *)aug_splitted, (void *)fwd_splitted};
static double uses_split(double x) { return splitted(x) + x; }
// second order
static double d_chain(double x) { double v[1] = {x}, d[1] = {0}; __enzyme_autodiff((void *)chain, v, d, 1); return d[0]; }
static double d_step(double x) { return __enzyme_autodiff((void *)step, x); }

int main(void) {
  double x[3] = {0.5, 1.5, -2}, d[3] = {0}, v[3] = {1, 2, 3}, h = 1e-6;
  __enzyme_autodiff((void *)chain, x, d, 3);
  for (int i = 0; i < 3; i++) expect_about("chain", d[i], (plain(x[i] + h) - plain(x[i] - h)) / (2 * h));
  expect("chain fwd", __enzyme_fwddiff((void *)chain, x, v, 3), d[0] + 2 * d[1] + 3 * d[2]);
  expect("local", __enzyme_autodiff((void *)local, 2.0), 1 + 4 + 2 * 2 + 8 * 2);
  expect("local fwd", __enzyme_fwddiff((void *)local, 2.0, 1.0), 1 + 4 + 2 * 2 + 8 * 2);
  double m[4] = {1, 2, 3, 4}, dm[4] = {0}, y[2] = {5, 6}, dy[2] = {0};
  __enzyme_autodiff((void *)matrix, m, dm, y, dy, 2);
  expect("m", dm[1], 30); expect("y", dy[0], 2 * 5 + 5 * 6);
  double dx[3] = {0};
  __enzyme_autodiff((void *)softmax0, x, dx, 3);
  for (int i = 0; i < 3; i++) { double a[3], b[3]; memcpy(a, x, 24); memcpy(b, x, 24); a[i] += h; b[i] -= h; expect_about("softmax", dx[i], (softmax0_plain(a, 3) - softmax0_plain(b, 3)) / (2 * h)); }
  expect("softmax fwd", __enzyme_fwddiff((void *)softmax0, x, v, 3), dx[0] + 2 * dx[1] + 3 * dx[2]);
  double p = 0.7, want = (again(p + h, 4) - again(p - h, 4)) / (2 * h);
  expect_about("again", __enzyme_autodiff((void *)again, p, 4), want);
  expect_about("again fwd", __enzyme_fwddiff((void *)again, p, 1.0, 4), want);
  expect("pointer", __enzyme_autodiff((void *)pointer, p, 0), 3 * p * p);
  expect("pointer", __enzyme_autodiff((void *)pointer, p, 1), sin(p) + p * cos(p));
  expect("split", __enzyme_fwddiff((void *)uses_split, p, 2.0), 12);
  struct two w = __enzyme_fwddiff_two((void *)again, enzyme_width, 2, enzyme_dup, p, 1.0, 2.0, enzyme_const, 4);
  expect_about("width", w.a, want); expect_about("width", w.b, 2 * want);
  expect("second", __enzyme_autodiff((void *)d_step, p), 2);
  expect("second", __enzyme_fwddiff((void *)d_step, p, 1.0), 2);
  double dd = (d_chain(p + 1e-4) - d_chain(p - 1e-4)) / 2e-4;
  expect_about("second chain", __enzyme_fwddiff((void *)d_chain, p, 1.0), dd);
  expect_about("second chain", __enzyme_autodiff((void *)d_chain, p), dd);
  struct two pr = __enzyme_autodiff_two((void *)step, enzyme_primal_return, p);
  expect("primal", pr.a, p * p); expect("primal d", pr.b, 2 * p);
  return verdict("rule_many");
}

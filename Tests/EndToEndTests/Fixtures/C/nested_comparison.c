// A loop that ends by a comparison of numbers: how it went is kept for the reverse sweep, which is differentiated itself.
#include <math.h>
#include <stdio.h>
#include <string.h>

extern double __enzyme_autodiff(void *, ...);
extern void __enzyme_fwddiff(void *, ...);
extern int enzyme_dup, enzyme_const;

static double g[3];

static double f(double *x, int n, double *y, double s) {
  for (int i = 0; i < 3; i++) g[i] = 0.5625;
  for (int i = 0; i < n; i++) {
    g[0] = 0.5 * g[0] + 0.25 * s * s;
    int steps = 0;
    do {
      s = 0.5 * s + 0.375 * asinh(x[i] - 0.75 * g[2]);
    } while (++steps < 2 && 0.75 * s - 0.375 * x[i] < 0.4375);
    y[1] += 0.25 * fmax(g[(n + i) % 3] - x[(n >> 1) % n], y[0]);
  }
  if (0.625 * y[1] - 0.375 * s >= 0.5625)
    memcpy(x, g, sizeof(double) * 2);
  else
    s += g[n % 3] * g[1];
  return s * s + x[0] * y[1];
}

static void gradient(const double *in, double *result) {
  double x[3], y[2];
  memcpy(x, in, sizeof x), memcpy(y, in + 3, sizeof y), memset(result, 0, 6 * sizeof(double));
  result[5] = __enzyme_autodiff((void *)f, enzyme_dup, x, result, enzyme_const, 3, enzyme_dup, y, result + 3, in[5]);
}

int main(void) {
  double in[6] = {0.3, 0.8, -0.2, 0.4, 0.6, 0.7}, v[6] = {1, -0.5, 0.25, 0.75, -1, 0.5};
  double result[6], product[6] = {0};
  __enzyme_fwddiff((void *)gradient, enzyme_dup, in, v, enzyme_dup, result, product);
  double above[6], below[6], moved[6];
  for (int i = 0; i < 6; i++) moved[i] = in[i] + 1e-6 * v[i];
  gradient(moved, above);
  for (int i = 0; i < 6; i++) moved[i] = in[i] - 1e-6 * v[i];
  gradient(moved, below);
  int good = 1;
  for (int i = 0; i < 6; i++) {
    double difference = (above[i] - below[i]) / 2e-6;
    if (!(fabs(difference - product[i]) <= 1e-7 * fmax(1, fabs(difference)))) {
      printf("product[%d] is %.10g instead of %.10g\n", i, product[i], difference);
      good = 0;
    }
  }
  puts(good ? "ok nested_comparison" : "FAIL found_kept_comparison");
  return !good;
}

// A global's adjoints and its tangents are different memory where reverse mode goes over forward mode, and the other way.

#include "convention.h"

static double scratch[3];

static double f(const double *x) {
  for (int i = 0; i < 3; i++) scratch[i] = 0.5;
  scratch[1] = scratch[0] * x[0] * x[1];
  scratch[2] += scratch[1] * scratch[1];
  return scratch[1] + scratch[2] * x[1];
}

static double slope(const double *x, const double *v) { return __enzyme_fwddiff((void *)f, enzyme_dup, x, v); }

static void gradient(const double *x, double *g) {
  g[0] = g[1] = 0;
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, g);
}

int main(void) {
  // f = xy / 2 + y / 2 + x²y³ / 4
  const double a = 0.75, b = -1.5, x[2] = {a, b};
  const double hessian[2][2] = {{b * b * b / 2, 0.5 + 1.5 * a * b * b}, {0.5 + 1.5 * a * b * b, 1.5 * a * a * b}};
  for (int turn = 0; turn < 2; turn++)
    for (int k = 0; k < 2; k++) {
      double v[2] = {k == 0, k == 1}, under[2] = {0}, over[2] = {0}, g[2];
      __enzyme_autodiff_void((void *)slope, enzyme_dup, x, under, enzyme_const, v);
      __enzyme_fwddiff_void((void *)gradient, enzyme_dup, x, v, enzyme_dupnoneed, g, over);
      for (int i = 0; i < 2; i++) near("reverse over forward", under[i], hessian[k][i]), near("forward over reverse", over[i], hessian[k][i]);
    }
  return verdict("found_global_twice_differentiated");
}

// enzyme_noret: the result is not differentiated, only the output buffer's seed counts.

#ifndef REAL
#define SELF "activity_noret.c"
#define FORM_CUSTOM
#include "check.h"

int main(void) {
  double x[3] = {1.5, -2, 0.5}, dx[3] = {0}, y[3] = {0}, dy[3] = {1, 2, 3}, v[3] = {1, 2, 3}, tangent[3] = {0};
#ifdef NO_AD
  f(x, y, 3);
#else
  __enzyme_autodiff_void((void *)f, enzyme_noret, enzyme_dup, x, dx, enzyme_dup, y, dy, enzyme_const, 3);
  __enzyme_fwddiff_void((void *)f, enzyme_noret, enzyme_dup, x, v, enzyme_dup, y, tangent, enzyme_const, 3);
#endif
  wide wide_y[3], wide_x[3] = {1.5, -2, 0.5};
  expect("value", 0, f(x, y, 3), f_wide(wide_x, wide_y, 3));
  for (int i = 0; i < 3; i++) {
    expect("dx", i, AD(dx[i], 3 * x[i] * (i + 1)), 3 * x[i] * (i + 1));
    expect("tangent", i, AD(tangent[i], 3 * x[i] * v[i]), 3 * x[i] * v[i]);
    expect("y", i, y[i], wide_y[i]);
  }
  return verdict();
}

#else

static REAL FN(f)(const REAL *x, REAL *y, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    y[i] = x[i] * x[i] * 1.5;
    sum += x[i];
  }
  return 100 * sum;
}

#endif

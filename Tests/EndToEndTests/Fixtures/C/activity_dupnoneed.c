// enzyme_dupnoneed on an output, forward and reverse.

#ifndef REAL
#define SELF "activity_dupnoneed.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { const double *x; int input; } Line;
static wide on_line_wide(wide t, const void *context) {
  const Line *line = context;
  wide x[3], y[3];
  for (int i = 0; i < 3; i++) x[i] = line->x[i] + (i == line->input ? t : 0);
  f_wide(x, y, 3);
  return y[0] * weight(0) + y[1] * weight(1) + y[2] * weight(2);
}

int main(void) {
  double x[3] = {1.5, -2, 0.5}, dx[3] = {0}, y[3] = {0}, dy[3] = {weight(0), weight(1), weight(2)};
  double v[3] = {1, -0.5, 0.25}, tangent[3] = {0};
  wide product = 0, forward = 0;
#ifdef NO_AD
  f(x, y, 3);
#else
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, dx, enzyme_dupnoneed, y, dy, enzyme_const, 3);
  __enzyme_fwddiff_void((void *)f, enzyme_dup, x, v, enzyme_dupnoneed, y, tangent, enzyme_const, 3);
#endif
  for (int i = 0; i < 3; i++) {
    Line line = {x, i};
    wide want = derivative(on_line_wide, &line, STEP);
    expect("dx", i, AD(dx[i], (double)want), want);
    expect("dy", i, AD(dy[i], 0), 0);
    product += want * v[i];
    forward += tangent[i] * weight(i);
  }
  expect("forward", 0, AD((double)forward, (double)product), product);
  return verdict();
}

#else

static void FN(f)(const REAL *x, REAL *y, int n) {
  for (int i = 0; i < n; i++) y[i] = x[i] * x[(i + 1) % n];
  for (int i = 1; i < n; i++) y[i] += y[i - 1] * 0.5;
}

#endif

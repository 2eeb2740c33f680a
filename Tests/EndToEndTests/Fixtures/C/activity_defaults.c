// No markers: doubles by value are active, pointers duplicated, integers constant.

#ifndef REAL
#define SELF "activity_defaults.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { double a, b; } Pair;
extern Pair __enzyme_autodiff_pair(void *, ...);

int main(void) {
  double x[3] = {1.5, -2, 0.5}, dx[3] = {10, 0, 0}, a = 0.7, b = 1.3;
  double squares = 1.5 * 1.5 + 4 + 0.25, sum = 1.5 - 2 + 0.5;
  Pair g = {b * squares, a * squares + 2 * b * sum};
  Pair d = AD(__enzyme_autodiff_pair((void *)f, a, x, dx, 3, b), g);
  for (int i = 0; i < 3; i++)
    expect("dx", i, AD(dx[i], dx[i] + b * (2 * a * x[i] + b)), (i == 0 ? 10 : 0) + b * (2 * a * x[i] + b));
  expect("da", 0, d.a, g.a);
  expect("db", 0, d.b, g.b);
  expect("value", 0, f(a, x, 3, b), f_wide(a, (wide[]){1.5, -2, 0.5}, 3, b));
  return verdict();
}

#else

static REAL FN(f)(REAL a, const REAL *x, int n, REAL b) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += a * x[i] * x[i] + b * x[i];
  return sum * b;
}

#endif

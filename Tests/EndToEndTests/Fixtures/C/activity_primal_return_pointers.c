// enzyme_primal_return where every derivative is in a shadow: the result is the value alone.

#ifndef REAL
#define SELF "activity_primal_return_pointers.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { double value; } Value;
extern Value __enzyme_autodiff_value(void *, ...);
extern double __enzyme_autodiff_double(void *, ...);

int main(void) {
  double x[3] = {1.5, -2, 0.5}, dx[3] = {1, 1, 1}, y[3] = {1.5, -2, 0.5}, dy[3] = {0};
  double value = 1.5 * 1.5 * 1.5 - 8 + 0.125;
#ifdef NO_AD
  for (int i = 0; i < 3; i++) dx[i] = 2 + 3 * x[i] * x[i], dy[i] = 3 * y[i] * y[i];
  f(y, 3);
#endif
  Value first = AD(__enzyme_autodiff_value((void *)f, enzyme_primal_return, enzyme_dup, x, dx, enzyme_const, 3),
                   (Value){f(x, 3)});
  double second = AD(__enzyme_autodiff_double((void *)f, enzyme_primal_return, y, dy, 3), value);
  expect("value", 0, first.value, value);
  expect("value", 1, second, value);
  for (int i = 0; i < 3; i++) {
    double at = x[i] / 2;
    expect("dx", i, dx[i], 2 + 3 * at * at);
    expect("dy", i, dy[i], 3 * at * at);
    expect("x", i, x[i], y[i]);
  }
  expect("value", 2, value, f_wide((wide[]){1.5, -2, 0.5}, 3));
  return verdict();
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    sum += x[i] * x[i] * x[i];
    x[i] = 2 * x[i];
  }
  return sum;
}

#endif

// libm in long double between double values.

#ifndef REAL
#define SELF "math_long_double_libm.c"
#include "check.h"

int main(void) {
  double x[] = {0.3, 0.8, 1.7};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  long double sum = 0;
  for (int i = 0; i < n; i++) {
    long double t = x[i];
    sum += sinl(t) * expl(t) + sqrtl(t) - logl(t) * tanhl(t) + powl(t, 1.5L) + atan2l(t, 2.0L) + fabsl(t - 1);
  }
  return (REAL)sum;
}

#endif

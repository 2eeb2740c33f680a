// libm in single precision between double values.

#ifndef REAL
#define SELF "math_float_libm.c"
#define TOLERANCE 1e-4
#define STEP 2e-2L
#include "check.h"

int main(void) {
  double x[] = {0.3, 0.8, 1.7};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    SINGLE t = (SINGLE)x[i];
    sum += MS(sin)(t) * MS(exp)(t) + MS(sqrt)(t) - MS(log)(t) * MS(tanh)(t) + MS(pow)(t, 1.5f) + MS(atan2)(t, 2.0f);
  }
  return sum;
}

#endif

// Functions that are constant or linear between integers.

#ifndef REAL
#define SELF "math_libm_piecewise.c"
#include "check.h"

int main(void) {
  double x[] = {1.3, -0.7, 2.6, -1.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    REAL t = x[i];
    sum += M(fabs)(t) * t + M(floor)(t) * t - M(ceil)(t) * t * t + M(trunc)(t) * t + M(round)(t) * t;
    sum += M(rint)(t) * M(nearbyint)(t) * t + (REAL)lround((double)t) * t;
  }
  return sum;
}

#endif

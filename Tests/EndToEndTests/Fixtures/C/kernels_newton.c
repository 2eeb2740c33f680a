// Newton's iteration to convergence by a test on the data.

#ifndef REAL
#define SELF "kernels_newton.c"
#define TOLERANCE 1e-7
#include "check.h"

int main(void) {
  double x[] = {3, 0.5, 1.25};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    REAL t = 1;
    for (int step = 0; step < 50; step++) {
      REAL value = t * t * t + x[0] * t - x[i] - 1, change = value / (3 * t * t + x[0]);
      t -= change;
      if (M(fabs)(change) < 1e-4) break;
    }
    sum += t * t * (i + 1);
  }
  return sum;
}

#endif

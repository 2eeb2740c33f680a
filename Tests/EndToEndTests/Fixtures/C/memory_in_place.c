// The input overwritten again and again by nonlinear values of itself.

#ifndef REAL
#define SELF "memory_in_place.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < n; i++) x[i] = x[i] * x[(i + 1) % n] + M(sin)(x[i]);
    x[0] *= x[n - 1];
  }
  return x[0] * x[1];
}

#endif

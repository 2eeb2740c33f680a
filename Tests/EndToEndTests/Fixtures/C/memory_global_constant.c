// Constant tables and an initialised inactive global.

#ifndef REAL
#define SELF "memory_global_constant.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75};
  return check(x, 3);
}

#else

static const REAL FN(nodes)[3] = {-0.77, 0.0, 0.77};
static double FN(scale) = 1.5;

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) sum += FN(scale) * M(cos)(x[i] * FN(nodes)[k] + x[(i + k) % n]);
  return sum;
}

#endif

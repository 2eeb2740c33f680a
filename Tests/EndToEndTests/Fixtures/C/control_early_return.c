// Returning from the middle of a nested loop.

#ifndef REAL
#define SELF "control_early_return.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, -0.9, 2.0};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL product = 1;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      product *= 1 + 0.3 * x[i] * x[j];
      if (product > 2.5) return product * x[j];
    }
  return product;
}

#endif

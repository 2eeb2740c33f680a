// The stable log-sum-exp with its data-dependent maximum.

#ifndef REAL
#define SELF "kernels_logsumexp.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL largest = x[0], sum = 0;
  for (int i = 1; i < n; i++) largest = x[i] > largest ? x[i] : largest;
  for (int i = 0; i < n; i++) sum += M(exp)(x[i] - largest);
  return largest + M(log)(sum);
}

#endif

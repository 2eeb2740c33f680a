// Calls three deep, inlined or not, one used twice.

#ifndef REAL
#define SELF "call_nested.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static NOINLINE REAL FN(inner)(REAL a, const REAL *p, int k) { return a * p[k] + M(sin)(a); }

static REAL FN(middle)(const REAL *p, int n, REAL scale) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += FN(inner)(sum + scale, p, i);
  return sum;
}

static REAL FN(f)(REAL *x, int n) { return FN(middle)(x, n, x[0]) * FN(middle)(x + 1, n - 1, FN(inner)(x[1], x, 2)); }

#endif

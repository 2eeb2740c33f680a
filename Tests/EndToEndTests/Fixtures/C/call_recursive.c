// Divide and conquer, and a recursion that overwrites what it works on.

#ifndef REAL
#define SELF "call_recursive.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9, 0.2, 1.1};
  return check(x, 6);
}

#else

static NOINLINE REAL FN(product)(const REAL *x, int low, int high) {
  if (high - low == 1) return 1 + x[low] * 0.5;
  int middle = (low + high) / 2;
  return FN(product)(x, low, middle) * FN(product)(x, middle, high);
}

static NOINLINE void FN(fold)(REAL *x, int n) {
  if (n < 2) return;
  for (int i = 0; i < n / 2; i++) x[i] = x[i] * x[n - 1 - i] + 0.5;
  FN(fold)(x, n - n / 2);
  x[0] *= x[1];
}

static REAL FN(f)(REAL *x, int n) {
  REAL whole = FN(product)(x, 0, n);
  FN(fold)(x, n);
  return whole + x[0];
}

#endif

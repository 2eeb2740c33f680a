// Recursion with local arrays; merge sort.

#ifndef REAL
#define SELF "call_recursive_arrays.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static REAL FN(sum)(REAL *x, int lo, int hi) {
  if (hi - lo == 1)
    return x[lo] * x[lo];
  int mid = (lo + hi) / 2;
  REAL tmp[2];
  tmp[0] = FN(sum)(x, lo, mid);
  tmp[1] = FN(sum)(x, mid, hi);
  x[lo] *= 1.1;
  return tmp[0] * tmp[1] + tmp[hi % 2];
}
static void FN(msort)(REAL *x, REAL *t, int n) {
  if (n < 2)
    return;
  int m = n / 2;
  FN(msort)(x, t, m);
  FN(msort)(x + m, t, n - m);
  int i = 0, j = m, k = 0;
  while (i < m && j < n)
    t[k++] = x[i] < x[j] ? x[i++] : x[j++];
  while (i < m)
    t[k++] = x[i++];
  while (j < n)
    t[k++] = x[j++];
  memcpy(x, t, sizeof(REAL) * n);
}
static REAL FN(f)(REAL *x, int n) {
  REAL t[8];
  REAL s = FN(sum)(x, 0, n);
  FN(msort)(x, t, n);
  return s + x[0] * x[1] - x[n - 1];
}

#endif

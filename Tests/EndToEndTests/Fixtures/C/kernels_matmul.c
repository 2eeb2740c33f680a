// A product of 3 by 3 matrices, its norm.

#ifndef REAL
#define SELF "kernels_matmul.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25, 0.6, 1.1, -0.4, 0.9, 0.3, 1.2, 0.8, -0.7, 0.2, 1.4};
  return check(x, 18);
}

#else

static void FN(multiply)(int n, const REAL *a, const REAL *b, REAL *c) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      REAL sum = 0;
      for (int k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      c[i * n + j] = sum;
    }
}

static REAL FN(f)(REAL *x, int n) {
  (void)n;
  REAL c[9], d[9], sum = 0;
  FN(multiply)(3, x, x + 9, c);
  FN(multiply)(3, c, x, d);
  for (int i = 0; i < 9; i++) sum += d[i] * d[i];
  return M(sqrt)(sum);
}

#endif

// Prefix sums and prefix products in place in the output.

#ifndef REAL
#define SELF "kernels_prefix_sums.c"
#define FORM_MAP
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, -1.5};
  return check(x, 6, 6);
}

#else

static void FN(f)(REAL *x, int n, REAL *y, int m) {
  for (int i = 0; i < m; i++) y[i] = x[i % n];
  for (int i = 1; i < m; i++) y[i] += y[i - 1];
  for (int i = m - 2; i >= 0; i--) y[i] *= 1 + 0.25 * y[i + 1];
}

#endif

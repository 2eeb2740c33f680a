// A convolution with clamped borders; signal and kernel both active.

#ifndef REAL
#define SELF "kernels_convolution.c"
#define FORM_MAP
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, -1.5, 0.5, 1.25, 0.75};
  return check(x, 9, 6);
}

#else

static void FN(f)(REAL *x, int n, REAL *y, int m) {
  const REAL *kernel = x + n - 3;
  for (int i = 0; i < m; i++) {
    y[i] = 0;
    for (int k = -1; k <= 1; k++) {
      int at = i + k < 0 ? 0 : i + k >= m ? m - 1 : i + k;
      y[i] += x[at] * kernel[k + 1];
    }
    y[i] = y[i] > 0 ? y[i] : 0.1 * y[i];
  }
}

#endif

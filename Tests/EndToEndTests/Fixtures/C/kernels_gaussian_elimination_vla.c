// A banded system in a VLA, eliminated and substituted in place.

#ifndef REAL
#define SELF "kernels_gaussian_elimination_vla.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL a[n][n], b[n];
  for (int i = 0; i < n; i++) {
    b[i] = x[i];
    for (int j = 0; j < n; j++) a[i][j] = (i == j ? 5 : 0) + x[(i + j) % n] * x[j];
  }
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++) {
      REAL factor = a[i][k] / a[k][k];
      for (int j = k; j < n; j++) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++) b[i] -= a[i][j] * b[j];
    b[i] /= a[i][i];
  }
  return b[0] * b[n - 1] + b[1];
}

#endif

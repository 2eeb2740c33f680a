// In-place Cholesky factor, triangular solve, log-determinant.

#ifndef REAL
#define SELF "kernels_cholesky.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25, 0.6};
  return check(x, 9);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL a[3][3], b[3] = {1, -2, 0.5}, logdet = 0;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      a[i][j] = i == j ? 2 : 0;
      for (int k = 0; k < 3; k++) a[i][j] += x[(3 * i + k) % n] * x[(3 * j + k) % n];
    }
  for (int j = 0; j < 3; j++) {
    for (int k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = M(sqrt)(a[j][j]);
    logdet += 2 * M(log)(a[j][j]);
    for (int i = j + 1; i < 3; i++) {
      for (int k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  REAL norm = 0;
  for (int i = 0; i < 3; i++) {
    for (int k = 0; k < i; k++) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
    norm += b[i] * b[i];
  }
  return logdet + norm;
}

#endif

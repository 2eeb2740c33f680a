// LU with row exchanges chosen by the data; determinant and solve.

#ifndef REAL
#define SELF "kernels_lu_pivoting.c"
#include "check.h"

int main(void) {
  double x[] = {0.1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25, 0.6};
  return check(x, 9);
}

#else

static REAL FN(f)(REAL *x, int n) {
  (void)n;
  REAL a[3][3], b[3] = {1, -2, 0.5}, det = 1;
  for (int i = 0; i < 9; i++) a[i / 3][i % 3] = x[i];
  for (int k = 0; k < 3; k++) {
    int pivot = k;
    for (int i = k + 1; i < 3; i++)
      if (M(fabs)(a[i][k]) > M(fabs)(a[pivot][k])) pivot = i;
    if (pivot != k) {
      for (int j = 0; j < 3; j++) {
        REAL t = a[k][j];
        a[k][j] = a[pivot][j];
        a[pivot][j] = t;
      }
      REAL t = b[k];
      b[k] = b[pivot];
      b[pivot] = t;
      det = -det;
    }
    det *= a[k][k];
    for (int i = k + 1; i < 3; i++) {
      a[i][k] /= a[k][k];
      for (int j = k + 1; j < 3; j++) a[i][j] -= a[i][k] * a[k][j];
      b[i] -= a[i][k] * b[k];
    }
  }
  for (int i = 2; i >= 0; i--) {
    for (int j = i + 1; j < 3; j++) b[i] -= a[i][j] * b[j];
    b[i] /= a[i][i];
  }
  return det + b[0] * b[1] + b[2];
}

#endif

// Gaussian elimination with swapped row pointers.

#ifndef REAL
#define SELF "memory_swapped_rows.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL a[3][3], *rows[3];
  for (int i = 0; i < 9; i++)
    a[i / 3][i % 3] = x[i % n] + i;
  for (int i = 0; i < 3; i++)
    rows[i] = a[i];
  REAL det = 1;
  for (int k = 0; k < 3; k++) {
    int p = k;
    for (int i = k; i < 3; i++)
      if (M(fabs)(rows[i][k]) > M(fabs)(rows[p][k]))
        p = i;
    REAL *t = rows[k];
    rows[k] = rows[p];
    rows[p] = t;
    if (p != k)
      det = -det;
    det *= rows[k][k];
    for (int i = k + 1; i < 3; i++) {
      REAL m = rows[i][k] / rows[k][k];
      for (int j = k; j < 3; j++)
        rows[i][j] -= m * rows[k][j];
    }
  }
  return det;
}

#endif

// A matrix as double**, rows exchanged by pointer.

#ifndef REAL
#define SELF "memory_pointer_to_pointer.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL **rows = malloc(sizeof(REAL *) * (size_t)n);
  for (int i = 0; i < n; i++) {
    rows[i] = malloc(sizeof(REAL) * (size_t)n);
    for (int j = 0; j < n; j++) rows[i][j] = x[i] * x[j] + (i == j);
  }
  for (int i = 0; i + 1 < n; i += 2) {
    REAL *row = rows[i];
    rows[i] = rows[i + 1];
    rows[i + 1] = row;
  }
  REAL sum = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) sum += rows[i][j] * rows[j][i] * x[j];
  for (int i = 0; i < n; i++) free(rows[i]);
  free(rows);
  return sum;
}

#endif

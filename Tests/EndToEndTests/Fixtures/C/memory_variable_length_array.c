// VLAs of one and two dimensions, one per iteration of a loop.

#ifndef REAL
#define SELF "memory_variable_length_array.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0, table[n][n + 1];
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= n; j++) table[i][j] = x[i] * (j + 1) + x[j % n];
  for (int k = 1; k <= n; k++) {
    REAL line[k];
    for (int i = 0; i < k; i++) line[i] = table[i][k] * (i > 0 ? line[i - 1] : 0.5);
    sum += M(sin)(line[k - 1]);
  }
  return sum;
}

#endif

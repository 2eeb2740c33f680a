// An output buffer written completely, partly twice, and read back.

#ifndef REAL
#define SELF "memory_map_output.c"
#define FORM_MAP
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4, 6);
}

#else

static void FN(f)(REAL *x, int n, REAL *y, int m) {
  for (int j = 0; j < m; j++) y[j] = x[j % n] * x[(j + 1) % n];
  for (int j = 1; j < m; j++) y[j] = y[j] * y[j - 1] + x[0];
  y[m - 1] = M(exp)(-y[0]);
}

#endif

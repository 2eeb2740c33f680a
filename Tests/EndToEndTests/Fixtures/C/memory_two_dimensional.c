// A fixed 2-D array passed to functions by row.

#ifndef REAL
#define SELF "memory_two_dimensional.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static void FN(scale_row)(REAL row[4], REAL by) {
  for (int j = 0; j < 4; j++) row[j] = row[j] * by + j;
}

static REAL FN(f)(REAL *x, int n) {
  REAL grid[4][4] = {{0}};
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) grid[i][j] = x[i] - x[j] * 0.5;
    FN(scale_row)(grid[i], x[(i + 1) % n]);
    FN(scale_row)(grid[(i + 2) % 4], grid[i][3]);
  }
  REAL trace = 0;
  for (int i = 0; i < 4; i++) trace += grid[i][i] * grid[i][3 - i] * 0.01;
  return trace;
}

#endif

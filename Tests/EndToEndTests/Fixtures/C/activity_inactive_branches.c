// Values that depend on the input only through integers and comparisons are constant.

#ifndef REAL
#define SELF "activity_inactive_branches.c"
#include "check.h"

int main(void) {
  double x[] = {0.55, 1.3, -0.8, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL steps = 0, table[4] = {0.25, 0.5, 1, 2};
  int bucket = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] > 0.6) steps += 1;
    bucket += (int)(x[i] * 4);
  }
  return steps * x[0] + table[(bucket + 8) % 4] * x[1] + M(floor)(x[3] * 3) * x[2];
}

#endif

// break and continue on data and on counters.

#ifndef REAL
#define SELF "control_break_continue.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, -1.4, 0.9, -2.0, 1.1, 3.3};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] < 0) continue;
    for (int j = 0;; j++) {
      if (j == 5 || sum > 6) break;
      if (j % 2) continue;
      sum += x[i] * x[i] / (j + 1);
    }
    if (sum > 20) break;
    sum = sum * x[i];
  }
  return sum;
}

#endif

// Three nested loops, the inner bounds depending on outer counters.

#ifndef REAL
#define SELF "control_nested_loops.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, -0.25, 1.5, 0.75};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++) {
      REAL inner = x[i];
      for (int k = 0; k <= j - i; k++) inner = 0.5 * inner * x[k] + x[j];
      sum += inner * inner;
    }
  return sum;
}

#endif

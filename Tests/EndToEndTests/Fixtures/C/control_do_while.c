// A do-while loop within a loop.

#ifndef REAL
#define SELF "control_do_while.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    REAL t = x[i];
    int steps = 0;
    do {
      t = t * 0.8 + M(cos)(t) * 0.3;
      steps++;
    } while (steps < 2 + i);
    sum += t * x[(i + 1) % n];
  }
  return sum;
}

#endif

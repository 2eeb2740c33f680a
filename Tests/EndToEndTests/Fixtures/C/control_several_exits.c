// A loop with three exits to different blocks by goto.

#ifndef REAL
#define SELF "control_several_exits.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9, 2.0};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL a = x[0], b = x[1];
  for (int i = 0; i < 20; i++) {
    a = a * 1.1 + 0.1 * b;
    if (a > 5) goto large;
    b = b + M(sin)(a) * x[i % n];
    if (b > 4) goto swapped;
  }
  return a * b;
large:
  return a * a + b;
swapped:
  a *= b;
  return a - b;
}

#endif

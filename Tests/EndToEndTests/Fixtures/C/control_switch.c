// switch with fallthrough, a default in the middle, within a loop.

#ifndef REAL
#define SELF "control_switch.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9, 2.0, 0.3, 1.6};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 1;
  for (int i = 0; i < 2 * n; i++) {
    REAL t = x[i % n];
    switch ((i * 7) % 5) {
    case 0:
      sum += t;
      // fall through
    case 1:
      sum *= 1 + 0.1 * t;
      break;
    default:
      sum -= t * t;
      break;
    case 3:
      sum = M(sin)(sum * t);
    }
  }
  return sum;
}

#endif

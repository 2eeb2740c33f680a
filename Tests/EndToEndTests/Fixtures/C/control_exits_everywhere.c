// Breaks, continues, returns and a goto out of nested loops with a switch.

#ifndef REAL
#define SELF "control_exits_everywhere.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL s = 0;
  for (int i = 0; i < n; i++) {
    for (int j = 0;; j++) {
      if (j == i)
        continue;
      if (j >= n)
        break;
      s += x[i] * x[j] * (j + 1);
      if (s > 6) {
        if (s > 9)
          return s * x[j];
        goto out;
      }
      switch ((i * j) % 4) {
      case 0:
        s *= 0.9;
      case 1:
        s += x[j];
        break;
      case 2:
        continue;
      default:
        if (s < -2)
          goto next;
      }
      x[j] += 0.1 * s;
    }
  next:;
    while (1) {
      s += 0.01 * x[i];
      if (s > 0.5)
        break;
      if (i % 2) {
        s += 0.1;
        continue;
      }
      s += 0.2;
      if (s < -5)
        return s;
    }
  }
out:
  return s * s;
}

#endif

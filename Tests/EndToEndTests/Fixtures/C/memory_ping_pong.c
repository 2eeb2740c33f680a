// Two buffers exchanged by pointer each step.

#ifndef REAL
#define SELF "memory_ping_pong.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9, 0.1};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL first[8], second[8], *from = first, *to = second;
  for (int i = 0; i < n; i++) from[i] = x[i];
  for (int step = 0; step < 7; step++) {
    for (int i = 0; i < n; i++) {
      REAL left = from[(i + n - 1) % n], right = from[(i + 1) % n];
      to[i] = from[i] + 0.2 * (left - 2 * from[i] + right) + 0.05 * from[i] * from[i];
    }
    REAL *t = from;
    from = to;
    to = t;
  }
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += from[i] * to[i];
  return sum;
}

#endif

// Horner's scheme: a recurrence through a loop.

#ifndef REAL
#define SELF "arithmetic_horner.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, -1.25, 2, 0.75, -0.5};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = n - 1; i > 0; i--) sum = sum * x[0] + x[i];
  return sum;
}

#endif

// A jump into a loop: right, or refused with a clear error.

#ifndef REAL
#define SELF "control_irreducible.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = x[0];
  int i = 0;
  if (x[1] > 1) goto middle;
top:
  sum = sum * 0.5 + x[i % n];
middle:
  sum = M(sin)(sum) + x[2];
  i++;
  if (i < 6) goto top;
  return sum;
}

#endif

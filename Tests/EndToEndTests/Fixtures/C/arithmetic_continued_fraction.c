// Division in a loop-carried value.

#ifndef REAL
#define SELF "arithmetic_continued_fraction.c"
#include "check.h"

int main(void) {
  double x[] = {1.5, 2.5, 1.25, 3};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL value = x[n - 1];
  for (int i = n - 2; i >= 0; i--) value = x[i] + 1 / value;
  return value;
}

#endif

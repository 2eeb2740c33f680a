// An element that is only ever cleared, which compilers write as an integer; the others are used by their type.

#ifndef REAL
#define SELF "found_cleared_element.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  x[1] = x[3] * x[4];
  memset(x, 0, sizeof(REAL));
  memset(x + 2, 0, sizeof(REAL));
  return x[1] * x[3] + n;
}

#endif

// An array of variable length is given back before the function ends: the reverse sweep must not read it then.

#ifndef REAL
#define SELF "found_array_out_of_scope.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(quotient)(REAL *x, int n) {
  REAL s = x[1];
  REAL weights[n];
  for (int i = 0; i < n; i++) weights[i] = 0.5 + i;
  for (int i = 0; i < n; i++) x[0] = x[0] < 0.1875 ? 0.5 : s / weights[i / 2];
  return atan(s) * x[0];
}

static REAL FN(f)(REAL *x, int n) {
  REAL sum = FN(quotient)(x, n);
  for (int k = 1; k < n; k++) {
    REAL powers[k];
    for (int i = 0; i < k; i++) powers[i] = x[i] * x[k];
    for (int i = 0; i < k; i++) sum += powers[i] * powers[k - 1 - i];
  }
  return sum;
}

#endif

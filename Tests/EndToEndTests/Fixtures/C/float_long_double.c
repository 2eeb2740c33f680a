// Arithmetic and arrays in long double, stored narrower.

#ifndef REAL
#define SELF "float_long_double.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  long double work[4], sum = 0;
  for (int i = 0; i < n; i++) work[i] = (long double)x[i] * x[(i + 1) % n];
  for (int i = 0; i < n; i++) {
    sum = sum * work[i] + sqrtl(1 + work[i] * work[i]);
    x[i] = (REAL)(sum / 3);
    work[i] = x[0];
  }
  return (REAL)(sum * work[1]);
}

#endif

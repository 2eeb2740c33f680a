// frexp, modf: parts returned through pointers.

#ifndef REAL
#define SELF "math_libm_results_through_pointers.c"
#include "check.h"

int main(void) {
  double x[] = {1.3, 0.7, 2.4};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    int exponent;
    REAL whole;
    REAL mantissa = M(frexp)(x[i], &exponent);
    REAL fraction = M(modf)(3 * x[i] + 0.05, &whole);
    sum += mantissa * mantissa * (exponent + 1) + fraction * x[i] + whole * x[i];
  }
  return sum;
}

#endif

// Exponentiation by squaring: integer control around active values.

#ifndef REAL
#define SELF "arithmetic_integer_power.c"
#include "check.h"

int main(void) {
  double x[] = {1.1, 0.9, -1.2};
  return check(x, 3);
}

#else

static REAL FN(power)(REAL base, int exponent) {
  REAL result = 1;
  while (exponent > 0) {
    if (exponent & 1) result *= base;
    base *= base;
    exponent >>= 1;
  }
  return result;
}

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += FN(power)(x[i], 3 * i + 2);
  return sum;
}

#endif

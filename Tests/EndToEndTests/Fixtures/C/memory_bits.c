// The sign bit and the exponent read as integers (inactive), beside the value itself.

#ifndef REAL
#define SELF "memory_bits.c"
#include "check.h"

int main(void) {
  double x[] = {0.6, 1.25, -0.75, 2.5};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    double copy = (double)x[i];
    unsigned long long bits;
    memcpy(&bits, &copy, sizeof bits);
    int exponent = (int)((bits >> 52) & 2047) - 1023;
    sum += bits >> 63 ? -x[i] * x[i] : x[i] * (exponent + 3);
  }
  return sum;
}

#endif

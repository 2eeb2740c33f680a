// Conversions between integers of all widths and floats; a fraction by subtraction.

#ifndef REAL
#define SELF "float_integer_conversions.c"
#include "check.h"

int main(void) {
  double x[] = {0.6, 1.25, -0.75, 2.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    long long whole = (long long)(3 * x[i]);
    unsigned char small = (unsigned char)(i * 50);
    unsigned long long large = 1ull << (i + 30);
    REAL fraction = 3 * x[i] - (REAL)whole;
    sum += fraction * fraction * (REAL)(signed char)(i - 2) + x[i] * (REAL)small * 0.01 + x[i] * (REAL)large * 1e-10;
    sum += (REAL)(float)i * x[i] + (REAL)(unsigned short)i * x[0] * x[i] + (whole > 1 ? x[i] * x[i] : 0);
  }
  return sum;
}

#endif

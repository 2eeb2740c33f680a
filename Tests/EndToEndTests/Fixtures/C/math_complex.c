// Complex numbers: arithmetic that compilers leave to library functions, and the functions of complex.h.

#include <complex.h>

#ifndef REAL
#define SELF "math_complex.c"
#include "check.h"

int main(void) {
  double x[] = {0.3, 0.8, 1.7, 0.45, 0.61};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL _Complex z = x[0] + x[1] * I, w = z * z + 1 / z;
  for (int i = 0; i < n; i++) w = 0.3 * w * z + M(conj)(w) * x[i] / (z - w);
  w += M(cexp)(z) + M(csqrt)(w) + M(cpow)(z, x[2] + 0.5 * I) + M(csin)(z) * M(ccosh)(z) - M(ccos)(w) / M(csinh)(z);
  w += M(ctan)(z) + M(ctanh)(w) + M(clog)(w) + M(casin)(0.3 * z) + M(cacos)(z) + M(catan)(z) + M(casinh)(z);
  w += M(cacosh)(z + 2) * M(catanh)(z) + M(csqrt)(-z) + M(csqrt)(M(conj)(-z));
  return M(cabs)(w) + M(creal)(w) * M(cimag)(w) + M(carg)(z);
}

#endif

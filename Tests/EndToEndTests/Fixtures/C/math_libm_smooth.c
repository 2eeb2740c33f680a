// Every smooth libm function of one argument.

#ifndef REAL
#define SELF "math_libm_smooth.c"
#include "check.h"

int main(void) {
  double x[] = {0.3, 0.8, 1.7, 0.45, 0.61};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    REAL t = x[i], u = t / (1 + t * t);
    sum += M(sin)(t) + M(cos)(2 * t) * M(tan)(u) + M(asin)(u) - M(acos)(u) * M(atan)(t);
    sum += M(sinh)(u) + M(cosh)(t) - M(tanh)(t) + M(asinh)(t) + M(acosh)(1.5 + t) * M(atanh)(u);
    sum += M(exp)(u) + M(exp2)(u) - M(expm1)(u) * M(log)(t) + M(log2)(t) + M(log10)(1 + t) + M(log1p)(t);
    sum += M(sqrt)(t) - M(cbrt)(t) * M(erf)(t) + M(erfc)(u) + M(tgamma)(1 + t) + M(lgamma)(2 + t);
  }
  return sum;
}

#endif

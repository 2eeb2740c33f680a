// libm functions of several arguments.

#ifndef REAL
#define SELF "math_libm_binary.c"
#include "check.h"

int main(void) {
  double x[] = {1.3, 0.7, -0.4, 2.2};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i + 1 < n; i++) {
    REAL a = x[i], b = x[i + 1];
    sum += M(pow)(1 + a * a, b) + M(atan2)(b, a) * M(hypot)(a, b) + M(fma)(a, b, a * 0.5);
    sum += M(fmax)(a, b) * M(fmin)(a, 2 * b) + M(fdim)(a, b) + M(copysign)(a, b) * 3;
    sum += M(fmod)(7 * a + 0.3, 2) + M(ldexp)(b, 3) + M(remainder)(5 * a, 3);
  }
  return sum;
}

#endif

// The price of a call from spot, strike and volatility (erfc).

#ifndef REAL
#define SELF "kernels_black_scholes.c"
#define FORM_SCALARS
#include "check.h"

int main(void) { return check(100, 95, 0.25); }

#else

static REAL FN(normal)(REAL t) { return 0.5 * M(erfc)(-t / M(sqrt)(2)); }

static REAL FN(f)(REAL a, REAL b, REAL c) {
  REAL rate = 0.03, time = 0.75, root = c * M(sqrt)(time);
  REAL d1 = (M(log)(a / b) + (rate + 0.5 * c * c) * time) / root;
  return a * FN(normal)(d1) - b * M(exp)(-rate * time) * FN(normal)(d1 - root);
}

#endif

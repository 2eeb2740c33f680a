// The four operations, negation and a reused subexpression on scalars.

#ifndef REAL
#define SELF "arithmetic_polynomial.c"
#define FORM_SCALARS
#include "check.h"

int main(void) { return check(0.7, -1.3, 2.1); }

#else

static REAL FN(f)(REAL a, REAL b, REAL c) {
  REAL ab = a * b;
  REAL q = (ab - c) / (1 + ab * ab);
  return -q * q + ab / c - 3 * a;
}

#endif

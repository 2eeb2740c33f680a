// Short-circuit conditions and conditional expressions around active values, integer state in a bit mask.

#ifndef REAL
#define SELF "control_short_circuit.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, -1.4, 0.9, -2.0};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  unsigned seen = 0;
  for (int i = 0; i < n; i++) {
    if ((x[i] > 0 && x[i] * x[i] < 0.6) || (i > 0 && (seen & (1u << (i - 1))))) seen |= 1u << i;
    sum += (seen >> i) & 1 ? x[i] * x[i] * x[i] : 2 * x[i];
    sum = sum > 1 ? sum - 0.5 * x[0] : x[i] > 0 ? sum + x[0] * x[i] : sum;
  }
  return sum;
}

#endif

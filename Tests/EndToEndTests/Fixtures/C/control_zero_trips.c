// Loops that run zero times and once, counting down with unsigned integers.

#ifndef REAL
#define SELF "control_zero_trips.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = x[0];
  for (int i = 0; i < n - 3; i++) sum *= x[i];
  for (int i = 2; i < n; i++) sum += x[i] * x[1];
  for (unsigned i = (unsigned)n; i-- > 0;) sum = sum * 0.5 + x[i] * sum;
  for (long i = 10; i > 0; i -= 3) sum += x[i % n] * M(sin)(sum);
  return sum;
}

#endif

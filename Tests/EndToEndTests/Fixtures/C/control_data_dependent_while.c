// A trip count that depends on the data.

#ifndef REAL
#define SELF "control_data_dependent_while.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 0.4, 0.9};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL value = 10 + x[0], sum = 0;
  while (value > 0.37) {
    sum += M(sin)(value) * x[1];
    value *= 0.5 + 0.25 * x[n - 1] * x[n - 1];
  }
  return sum + value;
}

#endif

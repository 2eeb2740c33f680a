// Arithmetic in float over an input in double.

#ifndef REAL
#define SELF "float_single.c"
#define TOLERANCE 1e-4
#define STEP 2e-2L
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  SINGLE sum = 0, work[4];
  for (int i = 0; i < n; i++) work[i] = (SINGLE)x[i] * 1.5f;
  for (int i = 0; i < n; i++) {
    sum += work[i] * work[(i + 1) % n] / (1 + work[i] * work[i]);
    work[i] = sum;
  }
  return sum * work[1];
}

#endif

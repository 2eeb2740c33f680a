// Arithmetic in _Float16.

#ifndef REAL
#define SELF "float_half.c"
#define TOLERANCE 3e-2
#define STEP 0.25L
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

#ifdef WIDE
#define HALF long double
#else
#define HALF _Float16
#endif
static REAL FN(f)(REAL *x, int n) {
  HALF sum = (HALF)1, work[4];
  for (int i = 0; i < n; i++) work[i] = (HALF)x[i] * (HALF)2;
  for (int i = 0; i < n; i++) sum = sum * (HALF)0.5 + work[i] * work[(i + 1) % n];
  return (REAL)sum;
}
#undef HALF

#endif

// Several results through pointers to locals, one of them optional.

#ifndef REAL
#define SELF "call_out_parameters.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static NOINLINE int FN(statistics)(const REAL *x, int n, REAL *mean, REAL *spread, int *largest) {
  *mean = 0;
  *largest = 0;
  for (int i = 0; i < n; i++) *mean += x[i] / n;
  if (spread) *spread = 0;
  for (int i = 0; i < n; i++) {
    if (spread) *spread += (x[i] - *mean) * (x[i] - *mean);
    if (x[i] > x[*largest]) *largest = i;
  }
  return n > 2;
}

static REAL FN(f)(REAL *x, int n) {
  REAL mean, spread, second;
  int largest, ignored;
  REAL sum = 0;
  if (FN(statistics)(x, n, &mean, &spread, &largest)) sum = M(sqrt)(spread) * x[largest];
  if (!FN(statistics)(x, 2, &second, NULL, &ignored)) sum *= second;
  return sum + mean;
}

#endif

// A global array and a global scalar as scratch, each written before it is read.

#ifndef REAL
#define SELF "memory_global_scratch.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75};
  return check(x, 3);
}

#else

static REAL FN(scratch)[8];
static REAL FN(last);

static void FN(prepare)(const REAL *x, int n) {
  for (int i = 0; i < n; i++) FN(scratch)[i] = x[i] * x[i];
  FN(last) = x[n - 1];
}

static REAL FN(f)(REAL *x, int n) {
  FN(prepare)(x, n);
  REAL sum = FN(last);
  for (int i = 0; i < n; i++) {
    FN(scratch)[i] *= FN(last);
    sum += FN(scratch)[i] * x[i];
  }
  return sum;
}

#endif

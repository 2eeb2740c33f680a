// Input and output of a callee overlap.

#ifndef REAL
#define SELF "memory_aliased_arguments.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9, 1.1, 0.4};
  return check(x, 6);
}

#else

static NOINLINE void FN(blur)(REAL *out, const REAL *in, int n) {
  for (int i = 0; i < n; i++) out[i] = in[i] * in[i] + 0.5 * in[i + 1];
}

static REAL FN(f)(REAL *x, int n) {
  FN(blur)(x, x, n - 1);
  FN(blur)(x + 1, x, n - 2);
  FN(blur)(x, x + 1, n - 2);
  return x[0] * x[n - 1] + x[2];
}

#endif

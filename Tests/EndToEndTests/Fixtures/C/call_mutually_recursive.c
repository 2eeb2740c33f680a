// Two functions that call each other to a depth given at run time.

#ifndef REAL
#define SELF "call_mutually_recursive.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75};
  return check(x, 3);
}

#else

static NOINLINE REAL FN(odd)(REAL t, int depth, const REAL *x);

static NOINLINE REAL FN(even)(REAL t, int depth, const REAL *x) {
  if (depth == 0) return t;
  return t * FN(odd)(t * 0.5 + x[0], depth - 1, x);
}

static NOINLINE REAL FN(odd)(REAL t, int depth, const REAL *x) {
  if (depth == 0) return t * x[1];
  return M(sin)(FN(even)(t + x[2] * t, depth - 1, x)) + x[1];
}

static REAL FN(f)(REAL *x, int n) { return FN(even)(x[0], 2 * n, x) + FN(odd)(x[1], n, x); }

#endif

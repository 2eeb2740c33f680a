// Functions with a result nobody uses, with effects only, and without any.

#ifndef REAL
#define SELF "call_unused_result.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static NOINLINE REAL FN(bump)(REAL *p) {
  *p *= 1.5;
  return *p * *p;
}
static NOINLINE void FN(nothing)(REAL a, int b) { (void)a, (void)b; }
static NOINLINE int FN(sign)(REAL a) { return a < 0 ? -1 : 1; }

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    FN(bump)(&x[i]);
    FN(nothing)(x[i], i);
    sum += FN(sign)(x[i]) * x[i] * x[0];
    if (i == 1) sum += FN(bump)(&sum);
  }
  return sum;
}

#endif

// Functions that allocate and return a pointer, that return one of their arguments, that free.

#ifndef REAL
#define SELF "call_returns_pointer.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static NOINLINE REAL *FN(squares)(const REAL *x, int n) {
  REAL *result = malloc(sizeof(REAL) * (size_t)n);
  for (int i = 0; i < n; i++) result[i] = x[i] * x[i];
  return result;
}
static NOINLINE REAL *FN(larger)(REAL *a, REAL *b) { return *a > *b ? a : b; }
static NOINLINE void FN(release)(REAL *p) { free(p); }

static REAL FN(f)(REAL *x, int n) {
  REAL *a = FN(squares)(x, n), *b = FN(squares)(a, n);
  *FN(larger)(a, b) *= x[1];
  REAL *p = FN(larger)(a + 1, b + 2);
  *p += x[0] * x[3];
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += a[i] * b[i];
  FN(release)(a);
  FN(release)(b);
  return sum;
}

#endif

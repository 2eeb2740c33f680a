// A value loaded, its memory overwritten by a call, the value used after.

#ifndef REAL
#define SELF "memory_loads_changed_later.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static NOINLINE void FN(clobber)(REAL *p, REAL by) { *p = *p * *p * by; }

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    REAL before = x[i];
    FN(clobber)(&x[i], before + 1);
    REAL middle = x[i];
    FN(clobber)(x + (i + 1) % n, middle);
    sum += before * middle * x[(i + 1) % n];
    x[i] = 0;
  }
  return sum;
}

#endif

// A pointer chosen by data, through a phi and a select, read and written.

#ifndef REAL
#define SELF "memory_selected_pointer.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL a = x[0], b = x[1], sum = 0;
  REAL *p = &a;
  for (int i = 0; i < 2 * n; i++) {
    REAL *q = x[i % n] > 0.6 ? &a : &b;
    *q += *p * x[i % n];
    *p *= 0.9;
    if (i % 3 == 1) p = q;
    sum += *p * *q;
  }
  return sum + a * b;
}

#endif

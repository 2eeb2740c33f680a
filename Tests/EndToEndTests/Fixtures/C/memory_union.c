// A union used as a float, then as an integer, then as a float again.

#ifndef REAL
#define SELF "memory_union.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75};
  return check(x, 3);
}

#else

typedef union { REAL real; long long integer; int small[2]; } FN(Either);

static REAL FN(f)(REAL *x, int n) {
  FN(Either) e;
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    e.real = x[i] * x[i];
    REAL t = e.real;
    e.integer = i + 2;
    sum += t * (REAL)e.integer;
    e.real = sum * 0.5;
    sum += e.real * x[(i + 1) % n];
  }
  return sum;
}

#endif

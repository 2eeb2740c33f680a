// Values exchanged through pointers, on the data's order.

#ifndef REAL
#define SELF "memory_swap.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static void FN(swap)(REAL *a, REAL *b) {
  REAL t = *a;
  *a = *b;
  *b = t;
}

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] > x[(i + 2) % n]) FN(swap)(&x[i], &x[(i + 2) % n]);
    sum += x[i] * x[i] * (i + 1) * sum + x[0];
    FN(swap)(&x[0], &x[n - 1 - i]);
  }
  return sum;
}

#endif

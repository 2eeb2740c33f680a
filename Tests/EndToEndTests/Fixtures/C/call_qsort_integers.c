// qsort on integers: inactive library code with a callback beside active data.

#ifndef REAL
#define SELF "call_qsort_integers.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static int FN(ascending)(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static REAL FN(f)(REAL *x, int n) {
  int order[8];
  for (int i = 0; i < n; i++) order[i] = (i * 5 + 3) % 7;
  qsort(order, (size_t)n, sizeof order[0], FN(ascending));
  REAL sum = 1;
  for (int i = 0; i < n; i++) sum = sum * 0.5 + x[order[i] % n] * x[i] * sum;
  return sum;
}

#endif

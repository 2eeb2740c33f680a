// A stack array filled, overwritten and read again.

#ifndef REAL
#define SELF "memory_stack_array.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 1};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL work[8] = {0};
  for (int i = 0; i < n; i++) work[i] = x[i] * x[i];
  for (int round = 0; round < 3; round++)
    for (int i = 1; i < n; i++) work[i] = work[i] * work[i - 1] + 0.5 * work[i];
  REAL sum = 0;
  for (int i = 0; i < 8; i++) sum += work[i];
  return sum;
}

#endif

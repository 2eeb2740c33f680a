// memcpy, overlapping memmove, memset to zero.

#ifndef REAL
#define SELF "memory_copy_move_set.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL work[16], copy[16];
  memset(work, 0, sizeof work);
  memcpy(work + 1, x, sizeof(REAL) * (size_t)n);
  memmove(work + 2, work, sizeof(REAL) * (size_t)(n + 1));
  for (int i = 0; i < n + 3; i++) work[i] = work[i] * work[i] + (i > 0 ? work[i - 1] * 0.5 : 0);
  memcpy(copy, work, sizeof work);
  memset(work + 3, 0, 2 * sizeof(REAL));
  memmove(copy, copy + 1, sizeof(REAL) * 10);
  REAL sum = 0;
  for (int i = 0; i < n + 3; i++) sum += copy[i] * (work[i] + x[i % n]);
  return sum;
}

#endif

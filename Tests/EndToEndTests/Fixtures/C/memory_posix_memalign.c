// Aligned allocation through an out-parameter.

#ifndef REAL
#define SELF "memory_posix_memalign.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  void *raw = NULL;
  if (posix_memalign(&raw, 64, sizeof(REAL) * (size_t)n) != 0) return 0;
  REAL *work = raw;
  for (int i = 0; i < n; i++) work[i] = M(exp)(x[i]);
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += work[i] * work[(i + 1) % n];
  free(raw);
  return sum;
}

#endif

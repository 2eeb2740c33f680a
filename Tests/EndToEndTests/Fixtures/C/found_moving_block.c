// Blocks of variable size that move inside one object, by different distances.

#ifndef REAL
#define SELF "found_moving_block.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

typedef struct { REAL a; int k; REAL b; } FN(Pair);

static REAL FN(f)(REAL *x, int n) {
  REAL work[12] = {0}, other[12] = {0};
  FN(Pair) pairs[6] = {{0}};
  for (int i = 0; i < n; i++) work[i] = M(sin)(x[i]), pairs[i] = (FN(Pair)){x[i], i, work[i]};
  for (int i = 1; i < 3; i++) {
    memmove(work + i, work, sizeof(REAL) * (size_t)(n + i));
    memcpy(other + i, work, sizeof(REAL) * (size_t)n);
    memcpy(work + 3, other, sizeof(REAL) * (size_t)n);
    memmove(pairs + 1, pairs, sizeof(FN(Pair)) * (size_t)n);
    work[i] *= x[i];
  }
  REAL sum = 0;
  for (int i = 0; i < 12; i++) sum += work[i] * other[i] * (i + 1);
  for (int i = 0; i < 6; i++) sum += pairs[i].a * pairs[i].b * pairs[i].k;
  return sum;
}

#endif

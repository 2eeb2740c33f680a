// A union of an array and named fields.

#ifndef REAL
#define SELF "memory_union_of_numbers.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef union {
  REAL v[3];
  struct {
    REAL x, y, z;
  } c;
} FN(U);
static REAL FN(f)(REAL *x, int n) {
  FN(U) u = {{x[0], x[1], x[2]}}, w = u;
  for (int i = 0; i < 3; i++)
    w.v[i] *= u.v[(i + n) % 3];
  u = w;
  return u.c.x * u.c.y + u.c.z;
}

#endif

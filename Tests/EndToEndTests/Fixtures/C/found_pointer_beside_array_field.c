// Records in a local array that hold a pointer behind an array field: an index into the field must not be taken for
// one into the pointer, whose shadow is stored too.

#ifndef REAL
#define SELF "found_pointer_beside_array_field.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

typedef struct { REAL a; REAL v[3]; REAL *p; REAL b; } FN(Record);

static REAL FN(f)(REAL *x, int n) {
  FN(Record) s[4], copy[4];
  for (int i = 0; i < 4; i++) s[i] = (FN(Record)){x[0], {x[1], x[2], x[3]}, x + n % 3, x[1] * x[i]};
  for (int i = 0; i < 12; i++) s[i % 4].v[(i + n) % 3] *= x[i % 5];
  memcpy(copy, s, sizeof s);
  x[0] = copy[3].a * copy[1].v[n % 3];
  return s[n * 2 % 4].a * copy[2].p[n % 2] + copy[n % 4].b + copy[2].v[1];
}

#endif

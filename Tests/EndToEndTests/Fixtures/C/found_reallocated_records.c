// A growing array of records that mix numbers and integers.

#ifndef REAL
#define SELF "found_reallocated_records.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct {
  REAL a;
  int k;
  REAL b;
} FN(R);
static REAL FN(f)(REAL *x, int n) {
  FN(R) *v = NULL;
  int count = 0, cap = 0;
  for (int i = 0; i < n; i++) {
    if (count == cap) {
      cap = cap ? 2 * cap : 1;
      v = realloc(v, sizeof *v * cap);
    }
    v[count].a = x[i] * x[0];
    v[count].k = i;
    v[count].b = M(sin)(x[i]);
    count++;
  }
  REAL s = 0;
  for (int i = 0; i < count; i++)
    s += v[i].a * v[i].b * v[i].k;
  free(v);
  return s;
}

#endif

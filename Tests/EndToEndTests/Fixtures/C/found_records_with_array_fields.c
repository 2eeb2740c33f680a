// Moving and reallocating records on the heap that hold numbers, an integer, a pointer and an indexed array field.

#ifndef REAL
#define SELF "found_records_with_array_fields.c"
#include "check.h"

int main(void) {
  double x[] = {1, 2, 3, 4};
  return check(x, 4);
}

#else

typedef struct { REAL a; int k; REAL *p; REAL v[2]; } FN(Record);

static REAL FN(f)(REAL *x, int n) {
  FN(Record) *r = malloc(sizeof(FN(Record)) * (size_t)n);
  for (int i = 0; i < n; i++) r[i] = (FN(Record)){x[i], i, x, {x[0], x[i] * x[i]}};
  memmove(r, r + 1, sizeof(FN(Record)) * (size_t)(n - 1));
  r = realloc(r, sizeof(FN(Record)) * (size_t)(n + 2));
  for (int i = 0; i < n; i++) {
    if (r[i].k == 2) continue;
    r[i].v[i % 2] *= r[i].p[0];
    if (r[i].a > 3.5) break;
  }
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += (r[i].a * r[i].v[1] + M(sin)(r[i].v[0])) * (i + 1);
  x[0] = sum * x[1];
  free(r);
  return sum;
}

#endif

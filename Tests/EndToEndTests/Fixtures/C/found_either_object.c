// A function works on an array here and on a number within a record there, and conditions choose between the two; each is
// copied as what it is.

#ifndef REAL
#define SELF "found_either_object.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

#include <stdlib.h>
#include <string.h>

typedef struct {
  REAL a;
  int k;
  float c;
  REAL *p;
} FN(Record);

static __attribute__((noinline)) REAL FN(twice)(REAL *p, int depth) {
  *p *= 2;
  return depth > 0 ? FN(twice)(p, depth - 1) : *p * *p;
}

static __attribute__((noinline)) FN(Record) FN(scaled)(FN(Record) r, REAL by) {
  r.a *= by;
  return r;
}

static REAL FN(f)(REAL *x, int n) {
  REAL z[3];
  memmove(z, x, sizeof(REAL) * 3);
  FN(Record) r = {x[1] * x[1], n, 0.5f, z}, *q = &r;
  for (int i = 0; i < n; i++) r = FN(scaled)(r, 0.75);
  REAL sum = FN(twice)(&r.a, 2) + FN(twice)(z, 1);
  for (int i = 0; i < 4; i++) sum += (x[i] > 1 ? q->p[1] : r.a) * (x[i] > 0 ? q->a : z[2]);
  memmove(x + 3, z, sizeof(REAL) * 3);

  FN(Record) *records = malloc(sizeof *records * 2);
  for (int i = 0; i < 2; i++) records[i] = FN(scaled)(r, x[i]);
  if (sum > 1e6) {
    free(records);
    return 0;
  }
  REAL *list = malloc(sizeof(REAL) * n);
  for (int i = 0; i < n; i++) list[i] = x[i] * x[i];
  list = realloc(list, sizeof(REAL) * (n + 1));
  list[n] = records[1].a;
  for (int i = 0; i <= n; i++) sum += list[i] * (i + 1);
  free(records);
  free(list);
  return sum;
}

#endif

// A growing array in a struct.

#ifndef REAL
#define SELF "memory_growing_array.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct {
  REAL *data;
  int count, capacity;
} FN(V);
static void FN(push)(FN(V) * v, REAL r) {
  if (v->count == v->capacity) {
    v->capacity = v->capacity ? 2 * v->capacity : 1;
    v->data = realloc(v->data, sizeof(REAL) * v->capacity);
  }
  v->data[v->count++] = r;
}
static REAL FN(f)(REAL *x, int n) {
  FN(V) v = {NULL, 0, 0};
  for (int i = 0; i < n; i++) {
    FN(push)(&v, x[i] * x[i]);
    if (x[i] > 0)
      FN(push)(&v, M(exp)(x[i]));
    if (v.count > 2)
      v.data[v.count - 2] *= x[0];
  }
  REAL s = 0;
  for (int i = 0; i < v.count; i++)
    s += v.data[i] * (i + 1);
  free(v.data);
  return s;
}

#endif

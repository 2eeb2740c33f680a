// A vector type with pointer and size, grown by a callee.

#ifndef REAL
#define SELF "memory_pointer_in_struct.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { REAL *data; size_t size, capacity; } FN(Vector);

static NOINLINE void FN(append)(FN(Vector) *v, REAL value) {
  if (v->size == v->capacity) {
    v->capacity = v->capacity ? 2 * v->capacity : 1;
    v->data = realloc(v->data, v->capacity * sizeof(REAL));
  }
  v->data[v->size++] = value;
}

static REAL FN(f)(REAL *x, int n) {
  FN(Vector) v = {NULL, 0, 0};
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i + 1; j++) FN(append)(&v, x[i] * x[j] + (v.size ? v.data[v.size - 1] * 0.25 : 0));
  REAL sum = 0;
  for (size_t i = 0; i < v.size; i++) sum += v.data[i] * v.data[v.size - 1 - i];
  free(v.data);
  return sum;
}

#endif

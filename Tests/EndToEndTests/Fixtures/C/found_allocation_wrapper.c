// Records and arrays come from one function that allocates, which is not inlined by the compiler.

#ifndef REAL
#define SELF "found_allocation_wrapper.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2};
  return check(x, 4);
}

#else

typedef struct {
  REAL a;
  int k;
  float c;
} FN(Record);

static NOINLINE void *FN(allocate)(size_t size) {
  void *memory = malloc(size);
  if (!memory) {
    fprintf(stderr, "no memory\n");
    exit(1);
  }
  return memory;
}

static NOINLINE REAL FN(visit)(FN(Record) *r, int depth) {
  r->a *= 2;
  r->k++;
  r->c += 1;
  return depth > 0 ? FN(visit)(r, depth - 1) : r->a * r->c + r->k;
}

static REAL FN(f)(REAL *x, int n) {
  FN(Record) *record = FN(allocate)(sizeof *record);
  record->a = x[1], record->k = n, record->c = 0.5f;
  REAL *squares = FN(allocate)(sizeof(REAL) * n), *copy = FN(allocate)(sizeof(REAL) * n);
  for (int i = 0; i < n; i++) squares[i] = x[i] * x[i];
  memcpy(copy, squares, sizeof(REAL) * n);
  REAL sum = FN(visit)(record, n);
  for (int i = 0; i < n; i++) sum += copy[i] * (i + 1);
  memcpy(copy, squares, sizeof(REAL) * 2);
  sum += copy[1] * copy[0];
  free(record), free(squares), free(copy);
  return sum;
}

#endif

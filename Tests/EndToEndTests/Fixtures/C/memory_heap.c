// malloc, calloc, realloc and free, the growth within a loop.

#ifndef REAL
#define SELF "memory_heap.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 1};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  int capacity = 1, count = 0;
  REAL *stack = malloc(sizeof(REAL) * (size_t)capacity), *zeroed = calloc((size_t)n, sizeof(REAL));
  for (int i = 0; i < 3 * n; i++) {
    if (count == capacity) {
      capacity *= 2;
      stack = realloc(stack, sizeof(REAL) * (size_t)capacity);
    }
    stack[count++] = x[i % n] * (i + 1);
    zeroed[i % n] += stack[count / 2] * 0.25;
  }
  REAL sum = 0;
  while (count-- > 0) sum = 0.75 * sum + M(sin)(stack[count]) * zeroed[count % n];
  free(stack);
  free(zeroed);
  return sum;
}

#endif

// An allocation per iteration, freed in the same or the next iteration.

#ifndef REAL
#define SELF "memory_heap_in_loop.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 1};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0, *previous = NULL;
  for (int i = 0; i < n; i++) {
    REAL *current = malloc(sizeof(REAL) * (size_t)(i + 1));
    for (int j = 0; j <= i; j++) current[j] = x[j] * x[i] + (previous && j < i ? previous[j] : 1);
    if (previous) free(previous);
    previous = current;
    REAL *scratch = calloc(2, sizeof(REAL));
    scratch[i % 2] = current[0];
    sum += scratch[0] * current[i] - scratch[1];
    free(scratch);
  }
  free(previous);
  return sum;
}

#endif

// A function that is only reached through a table makes a table of its own, with functions that nothing else names.

#ifndef REAL
#define SELF "found_functions_behind_tables.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct {
  REAL (*apply)(REAL, REAL);
  REAL weight;
} FN(Step);

static REAL FN(blend)(REAL a, REAL b) { return 0.5 * a + 0.25 * b; }
static REAL FN(bend)(REAL a, REAL b) { return M(sin)(a) * (0.5 + 0.25 * b * b); }

static NOINLINE REAL FN(steps)(REAL a, REAL b) {
  FN(Step) steps[3] = {{FN(blend), 0.5}, {FN(bend), -0.75 * b}, {FN(blend), -0.25}};
  REAL sum = a;
  for (int i = 0; i < 3; i++) sum = steps[(i + (a > 0)) % 3].apply(sum, steps[i].weight);
  return sum;
}

static NOINLINE REAL FN(product)(REAL a, REAL b) { return a * b; }

static REAL (*const FN(table)[])(REAL, REAL) = {FN(product), FN(steps), FN(product)};

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += FN(table)[i % 3](x[i], x[(i + 1) % n]) * x[n - 1];
  return sum;
}

#endif

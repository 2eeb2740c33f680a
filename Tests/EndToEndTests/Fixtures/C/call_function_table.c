// A constant table of functions indexed at run time, and a callback argument.

#ifndef REAL
#define SELF "call_function_table.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(square)(REAL t) { return t * t; }
static REAL FN(wave)(REAL t) { return M(sin)(3 * t); }
static REAL FN(decay)(REAL t) { return M(exp)(-t); }
static REAL (*const FN(table)[3])(REAL) = {FN(square), FN(wave), FN(decay)};

static NOINLINE REAL FN(apply)(REAL (*g)(REAL), REAL t, int times) {
  for (int i = 0; i < times; i++) t = g(t) + 0.25;
  return t;
}

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += FN(apply)(FN(table)[(i * 2) % 3], x[i], i + 1) * FN(table)[i % 3](sum);
  return sum;
}

#endif

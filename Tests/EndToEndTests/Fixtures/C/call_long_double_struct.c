// long double arguments, results and members of structs by value.

#ifndef REAL
#define SELF "call_long_double_struct.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75};
  return check(x, 3);
}

#else

typedef struct { long double wide; REAL narrow; } FN(Mixed);

static NOINLINE long double FN(widen)(long double a, REAL b) { return a * b + sinl(a); }
static NOINLINE FN(Mixed) FN(mix)(FN(Mixed) m, long double by) {
  return (FN(Mixed)){m.wide * by + m.narrow, (REAL)(m.narrow * m.wide)};
}

static REAL FN(f)(REAL *x, int n) {
  FN(Mixed) m = {x[0], x[1]};
  for (int i = 0; i < n; i++) m = FN(mix)(m, FN(widen)(x[i], m.narrow));
  return (REAL)m.wide + m.narrow;
}

#endif

// Structs passed byval and returned through sret; a callee that changes its copy.

#ifndef REAL
#define SELF "call_struct_by_value_large.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { REAL m[2][2]; int rank; } FN(Matrix);

static NOINLINE FN(Matrix) FN(times)(FN(Matrix) a, FN(Matrix) b) {
  FN(Matrix) c = {{{0}}, a.rank + b.rank};
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++)
      for (int k = 0; k < 2; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
  return c;
}

static NOINLINE REAL FN(consume)(FN(Matrix) a) {
  a.m[0][0] *= a.m[1][1];
  a.m[1][1] = a.m[0][0] + 1;
  return a.m[0][0] * a.m[1][1] * a.rank;
}

static REAL FN(f)(REAL *x, int n) {
  FN(Matrix) a = {{{x[0], x[1]}, {x[2], x[3]}}, 1}, power = a;
  for (int i = 0; i < n - 1; i++) power = FN(times)(power, a);
  REAL used = FN(consume)(power);
  return used + FN(times)(power, power).m[0][1] + power.m[0][0];
}

#endif

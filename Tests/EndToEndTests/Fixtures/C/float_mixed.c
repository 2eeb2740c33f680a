// float, double and long double in one expression, a struct and a call.

#ifndef REAL
#define SELF "float_mixed.c"
#define TOLERANCE 1e-4
#define STEP 2e-2L
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { SINGLE s; REAL d; long double l; } FN(All);

static NOINLINE REAL FN(combine)(SINGLE a, REAL b, long double c) { return (REAL)(a * b + c * a); }

static REAL FN(f)(REAL *x, int n) {
  FN(All) all[4];
  for (int i = 0; i < n; i++) all[i] = (FN(All)){(SINGLE)x[i], x[i] * x[0], x[i] * (long double)x[1]};
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    sum += FN(combine)(all[i].s, all[(i + 1) % n].d, all[i].l);
    all[(i + 1) % n].s = (SINGLE)(sum * 0.25);
    all[i].l = all[i].s + all[i].d;
  }
  return sum + (REAL)(all[0].l * all[1].s);
}

#endif

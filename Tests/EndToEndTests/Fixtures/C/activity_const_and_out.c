// enzyme_const and enzyme_out on scalars, enzyme_const on a pointer.

#ifndef REAL
#define SELF "activity_const_and_out.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { double b, c; } Pair;
extern Pair __enzyme_autodiff_pair(void *, ...);

int main(void) {
  double x[3] = {1.5, -2, 0.5}, a = 0.7, b = 1.3, c = 0.4, db = 0, dc = 0, da = 0;
  for (int i = 0; i < 3; i++) {
    db += a * x[i] * cos(b * x[i]) * c;
    dc += a * sin(b * x[i]);
    da += c * sin(b * x[i]);
  }
  Pair g = AD(__enzyme_autodiff_pair((void *)f, enzyme_const, a, enzyme_out, b, enzyme_const, x, enzyme_const, 3,
                                     enzyme_out, c),
              ((Pair){db, dc}));
  expect("db", 0, g.b, db);
  expect("dc", 0, g.c, dc);
  expect("da", 0, AD(__enzyme_autodiff((void *)f, a, enzyme_const, b, enzyme_const, x, 3, enzyme_const, c), da), da);
  expect("value", 0, f(a, b, x, 3, c), f_wide(a, b, (wide[]){1.5, -2, 0.5}, 3, c));
  return verdict();
}

#else

static REAL FN(f)(REAL a, REAL b, const REAL *x, int n, REAL c) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += a * M(sin)(b * x[i]) * c;
  return sum;
}

#endif

// enzyme_width 2, 3 and 4 on scalars; the result has one tangent per direction.

#ifndef REAL
#define SELF "activity_width.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { double t[2]; } Two;
typedef struct { double t0, t1, t2; } Three;
typedef struct { double t[4]; } Four;
extern Two __enzyme_fwddiff_2(void *, ...);
extern Three __enzyme_fwddiff_3(void *, ...);
extern Four __enzyme_fwddiff_4(void *, ...);

static double a = 0.6, b = 1.2;
static wide along_a(wide t) { return f_wide(t, b, 3); }
static wide along_b(wide t) { return f_wide(a, t, 3); }

int main(void) {
  wide da = slope(along_a, a), db = slope(along_b, b);
  double sa = (double)da, sb = (double)db;
  (void)sa, (void)sb;
  Two two = AD(__enzyme_fwddiff_2((void *)f, enzyme_width, 2, enzyme_dup, a, 1.0, 0.0, enzyme_dup, b, 0.0, 1.0,
                                  enzyme_const, 3),
               ((Two){{sa, sb}}));
  expect("two", 0, two.t[0], da);
  expect("two", 1, two.t[1], db);
  Three three = AD(__enzyme_fwddiff_3((void *)f, enzyme_width, 3, enzyme_dup, a, 1.0, 0.5, 0.0, enzyme_dup, b, 0.0, 2.0,
                                      -1.0, 3),
                   ((Three){sa, 0.5 * sa + 2 * sb, -sb}));
  expect("three", 0, three.t0, da);
  expect("three", 1, three.t1, 0.5 * da + 2 * db);
  expect("three", 2, three.t2, -db);
  Four four = AD(__enzyme_fwddiff_4((void *)f, enzyme_width, 4, enzyme_const, a, enzyme_dup, b, 1.0, 2.0, 3.0, 4.0, 3),
                 ((Four){{sb, 2 * sb, 3 * sb, 4 * sb}}));
  for (int i = 0; i < 4; i++) expect("four", i, four.t[i], (i + 1) * db);
  return verdict();
}

#else

static REAL FN(f)(REAL a, REAL b, int n) {
  REAL t = a;
  for (int i = 0; i < n; i++) t = M(sin)(t) * b + a;
  return t;
}

#endif

// Fields that are only copied, with the whole record: arrays of which one element is used, or none, and text. Without debug
// information the compiler says nothing about them.

#ifndef REAL
#define SELF "found_untouched_fields.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.25};
  return check(x, 6);
}

#else

typedef struct {
  REAL a, b[2];
  char name[8];
  REAL c[2];
  int k[3];
} FN(Record);
typedef struct {
  SINGLE a;
  REAL b[2];
  unsigned char tag;
  REAL c;
} FN(Mixed);
typedef struct { int count[3]; char text[5]; REAL c; } FN(Text);

NOINLINE static void FN(fill)(FN(Record) *r, FN(Mixed) *m, const REAL *x) {
  *r = (FN(Record)){x[0], {x[1], x[2]}, "record", {x[3], x[4]}, {1, 2, 3}};
  *m = (FN(Mixed)){(SINGLE)1, {x[2], x[3]}, 7, x[5]};
}

NOINLINE static void FN(move)(FN(Record) **r, FN(Mixed) **m) {
  *r[1] = *r[0];
  r[1]->b[0] *= r[1]->a;
  *m[1] = *m[0];
  m[1]->b[0] = M(sin)(m[1]->c);
}

NOINLINE static FN(Text) FN(scale)(FN(Text) text, REAL by) {
  text.c *= by;
  return text;
}

static REAL FN(f)(REAL *x, int n) {
  FN(Record) r[2] = {{0}}, *to[2] = {&r[0], &r[1]};
  FN(Mixed) m[2] = {{0}}, *too[2] = {&m[0], &m[1]};
  FN(fill)(&r[0], &m[0], x);
  FN(move)(to, too);
  FN(Text) text = FN(scale)((FN(Text)){{1, n, 3}, "text", x[1]}, x[2]);
  REAL sum = r[1].a + r[1].b[0] * r[1].b[1] + r[1].c[0] * r[1].c[1] * r[1].k[2];
  return sum + m[1].b[0] * m[1].b[1] * m[1].tag + text.c * text.count[1] + r[1].name[0];
}

#endif

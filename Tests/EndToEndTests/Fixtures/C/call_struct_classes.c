// Further ABI classes: {float;float;float}, {float, int}, {int, double, double}, single members.

#ifndef REAL
#define SELF "call_struct_classes.c"
#define TOLERANCE 1e-4
#define STEP 2e-2L
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { SINGLE x, y, z; } FN(Three);
typedef struct { SINGLE value; int tag; } FN(Tagged);
typedef struct { int id; REAL a, b; } FN(Record);
typedef struct { REAL only; } FN(Single);

static NOINLINE FN(Three) FN(cross)(FN(Three) a, FN(Three) b) {
  return (FN(Three)){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
static NOINLINE FN(Tagged) FN(tag)(FN(Tagged) t) { return (FN(Tagged)){t.value * t.value * (SINGLE)t.tag, t.tag + 1}; }
static NOINLINE FN(Record) FN(turn)(FN(Record) r) { return (FN(Record)){r.id + 1, r.b * r.a, r.a - r.id * r.b}; }
static NOINLINE FN(Single) FN(wrap)(FN(Single) s) { return (FN(Single)){M(sin)(s.only)}; }

static REAL FN(f)(REAL *x, int n) {
  FN(Three) a = {(SINGLE)x[0], (SINGLE)x[1], (SINGLE)x[2]}, b = {(SINGLE)x[3], 1, (SINGLE)x[0]};
  FN(Tagged) t = {(SINGLE)x[1], 1};
  FN(Record) r = {0, x[2], x[3]};
  FN(Single) s = {x[0]};
  for (int i = 0; i < n - 2; i++) {
    b = FN(cross)(a, b);
    t = FN(tag)(t);
    r = FN(turn)(r);
    s = FN(wrap)((FN(Single)){s.only + r.a});
  }
  return b.x * b.y + b.z + t.value * r.a + r.b * r.id + s.only;
}

#endif

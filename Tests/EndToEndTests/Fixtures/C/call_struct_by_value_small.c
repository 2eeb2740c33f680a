// Structs passed and returned in registers: {float, float}, {double, int}, {double, double}.

#ifndef REAL
#define SELF "call_struct_by_value_small.c"
#define TOLERANCE 1e-4
#define STEP 2e-2L
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { SINGLE a, b; } FN(FloatPair);
typedef struct { REAL value; int count; } FN(Counted);
typedef struct { REAL re, im; } FN(Complex);

static NOINLINE FN(FloatPair) FN(rotate)(FN(FloatPair) p, SINGLE by) {
  return (FN(FloatPair)){p.a * MS(cos)(by) - p.b * MS(sin)(by), p.a * MS(sin)(by) + p.b * MS(cos)(by)};
}

static NOINLINE FN(Counted) FN(count)(FN(Counted) c, REAL by) {
  return (FN(Counted)){c.value * by + c.count, c.count + 1};
}

static NOINLINE FN(Complex) FN(multiply)(FN(Complex) a, FN(Complex) b) {
  return (FN(Complex)){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

static REAL FN(f)(REAL *x, int n) {
  FN(FloatPair) p = {(SINGLE)x[0], (SINGLE)x[1]};
  FN(Counted) c = {x[2], 0};
  FN(Complex) z = {x[0], x[3]};
  for (int i = 0; i < n; i++) {
    p = FN(rotate)(p, (SINGLE)x[i]);
    c = FN(count)(c, x[i] * 0.5);
    z = FN(multiply)(z, (FN(Complex)){x[i], c.value});
  }
  return p.a * p.b + c.value * c.count + 0.1 * (z.re + z.im);
}

#endif

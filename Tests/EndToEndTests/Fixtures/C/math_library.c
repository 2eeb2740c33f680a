// Every function of the C library with one or two real arguments, in three precisions and both modes, against
// differences in extended precision.

#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *, ...);
float __enzyme_autodiff_single(void *, ...);
long double __enzyme_autodiff_extended(void *, ...);
double __enzyme_fwddiff(void *, ...);
struct Pair { double x, y; };
struct Pair __enzyme_autodiff_pair(void *, ...);

// Name, argument.
#define SMOOTH(F)                                                                                                      \
  F(acos, 0.37) F(acosh, 1.7) F(asin, 0.37) F(asinh, 0.37) F(atan, 0.37) F(atanh, 0.37) F(cbrt, 0.37) F(cos, 0.37)     \
  F(cosh, 0.37) F(erf, 0.37) F(erfc, 0.37) F(exp, 0.37) F(exp2, 0.37) F(exp10, 0.37) F(expm1, 0.37) F(fabs, 0.37)      \
  F(j0, 0.37) F(j1, 0.37) F(y0, 1.3) F(y1, 1.3) F(lgamma, 2.3) F(tgamma, 2.3) F(log, 0.37) F(log10, 0.37)              \
  F(log1p, 0.37) F(log2, 0.37) F(sin, 0.37) F(sinh, 0.37) F(sqrt, 0.37) F(tan, 0.37) F(tanh, 0.37)                     \
  F(significand, 0.37)
#define STEPS(F)                                                                                                       \
  F(ceil, 0.37) F(floor, 0.37) F(rint, 0.37) F(round, 0.37) F(roundeven, 0.37) F(trunc, 0.37) F(nearbyint, 0.37)       \
  F(logb, 0.37)
#define BINARY(F) F(atan2) F(copysign) F(fdim) F(fmax) F(fmin) F(fmod) F(hypot) F(pow) F(remainder)

#define DEFINE(name, at)                                                                                               \
  static double name##_double(double x) { return name(x); }                                                            \
  static float name##_single(float x) { return name##f(x); }                                                           \
  static long double name##_extended(long double x) { return name##l(x); }
#define DEFINE_BINARY(name)                                                                                            \
  static double name##_double(double x, double y) { return name(x, y); }
SMOOTH(DEFINE) STEPS(DEFINE) BINARY(DEFINE_BINARY)

static double frexp_(double x) { int e; double m = frexp(x, &e); return m * e; }
static double ldexp_(double x) { return ldexp(x, 3) + scalbn(x, -2) + scalbln(x, 1); }
static double modf_(double x) { double whole, part = modf(x, &whole); return part * part + whole; }
static double sincos_(double x) { double s, c; sincos(x, &s, &c); return s * c * s; }
static double lgamma_(double x) { int sign; return lgamma_r(x, &sign); }
static double bessel_(double x) { return jn(2, x) + yn(2, x); }
static double remquo_(double x) { int q; return remquo(x, 0.7, &q); }
static double fma_(double x) { return fma(x, x, 2 * x); }

static int failures;

static void compare(const char *name, const char *what, double found, double expected, double tolerance) {
  if (fabs(found - expected) <= tolerance * (1 + fabs(expected))) return;
  printf("FAIL math_library %s %s: %.12g instead of %.12g\n", name, what, found, expected);
  failures++;
}

#define SLOPE(f, at) (double)((f(at##L + 1e-6L) - f(at##L - 1e-6L)) / 2e-6L)
#define CHECK(name, at, slope)                                                                                         \
  compare(#name, "double", __enzyme_autodiff((void *)name##_double, at), slope, 1e-7);                                 \
  compare(#name, "forward", __enzyme_fwddiff((void *)name##_double, at, 1.0), slope, 1e-7);                            \
  compare(#name, "float", __enzyme_autodiff_single((void *)name##_single, at##f), slope, 1e-4);                        \
  compare(#name, "long double", (double)__enzyme_autodiff_extended((void *)name##_extended, at##L), slope, 1e-7);
#define CHECK_SMOOTH(name, at) CHECK(name, at, SLOPE(name##l, at))
#define CHECK_STEPS(name, at) CHECK(name, at, 0.0)
#define CHECK_BINARY(name)                                                                                             \
  {                                                                                                                    \
    struct Pair d = __enzyme_autodiff_pair((void *)name##_double, 1.7, 0.6);                                           \
    compare(#name, "x", d.x, (double)((name##l(1.7L + 1e-6L, 0.6L) - name##l(1.7L - 1e-6L, 0.6L)) / 2e-6L), 1e-6);     \
    compare(#name, "y", d.y, (double)((name##l(1.7L, 0.6L + 1e-6L) - name##l(1.7L, 0.6L - 1e-6L)) / 2e-6L), 1e-6);     \
  }
#define CHECK_MIXED(f, at)                                                                                             \
  compare(#f, "", __enzyme_autodiff((void *)f, at), (f(at + 1e-5) - f(at - 1e-5)) / 2e-5, 1e-6);

int main(void) {
#ifndef NO_AD
  SMOOTH(CHECK_SMOOTH)
  STEPS(CHECK_STEPS)
  BINARY(CHECK_BINARY)
  CHECK_MIXED(frexp_, 3.3)
  CHECK_MIXED(ldexp_, 0.4)
  CHECK_MIXED(modf_, 2.7)
  CHECK_MIXED(sincos_, 0.4)
  CHECK_MIXED(lgamma_, 2.3)
  CHECK_MIXED(bessel_, 1.3)
  CHECK_MIXED(remquo_, 1.9)
  CHECK_MIXED(fma_, 0.4)
#endif
  if (!failures) printf("ok math_library\n");
  return failures > 0;
}

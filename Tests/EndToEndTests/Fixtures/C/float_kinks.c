// Kinks, poles and zeros: the choices of Documentation/subgradients.md, in both modes, and no NaN where a derivative
// exists. The tests compile this program also with -ffast-math (as -DFAST, where a promise of finite numbers is kept) and
// with -ffp-model=strict; bits are compared, because with -ffast-math isnan is constant.

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern int enzyme_strong_zero;
extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);

#ifdef FAST
#define UNBOUNDED(V)
#else
// Infinite or undefined values on the way, which -ffast-math forbids, and what it simplifies at a tie.
#define UNBOUNDED(V)                                              \
  V(logarithm, log(x), 0, INFINITY)                               \
  V(reciprocal_power, pow(x, -1), 0, -INFINITY)                   \
  V(arcsine, asin(x), 1, INFINITY)                                \
  V(arccosine, acos(x), 1, -INFINITY)                             \
  V(undefined, x * unknown, 1, NAN)                               \
  V(rectifier, x > 0 ? x : 0, 0, 0)                               \
  V(entropy, x > 0 ? x * log(x) : 0, 0, 0)                        \
  V(guarded_entropy, x == 0 ? 0 : x * log(x), 0, 0)               \
  V(sinc, x == 0 ? 1 : sin(x) / x, 0, 0)                          \
  V(square_of_root, sqrt(x) * sqrt(x), 0, 0)
#endif

// name, function of x, where, derivative
#define LIST(V)                                                   \
  V(root, sqrt(x), 0, 0)                                          \
  V(root_times_zero, sqrt(x) * 0.0, 0, 0)                         \
  V(guarded_root, x == 0 ? 0 : sqrt(x), 0, 0)                     \
  V(root_of_magnitude, sqrt(fabs(x)), 0, 0)                       \
  V(norm, sqrt(x * x + 4 * x * x), 0, 0)                          \
  V(norm_by_power, pow(x * x + 4 * x * x, 0.5), 0, 0)             \
  V(norm_of_order_three, pow(fabs(x * x * x), 1.0 / 3), 0, 0)     \
  V(hypotenuse, hypot(x, x), 0, 0)                                \
  V(angle, atan2(x, x), 0, 0)                                     \
  V(magnitude, fabs(x), 0, 0)                                     \
  V(cube_root, cbrt(x), 0, 0)                                     \
  V(power_of_half, pow(x, 0.5), 0, 0)                             \
  V(power_of_zero, pow(x, 0.0), 0, 0)                             \
  V(power_of_one, pow(x, 1.0), 0, 1)                              \
  V(power_of_two, pow(x, 2.0), 0, 0)                              \
  V(power_of_three, pow(x, 3.0), 0, 0)                            \
  V(zero_to_a_power, pow(0, x + 1), 0, 0)                         \
  V(maximum, fmax(x, 0), 0, 1)                                    \
  V(minimum, fmin(x, 0), 0, 1)                                    \
  V(clamped, fmin(fmax(x, 0), 1), 1, 1)                           \
  V(arcsine_times_zero, asin(x) * 0.0, 1, 0)                      \
  V(arccosine_times_zero, acos(x) * 0.0, 1, 0)                    \
  V(step, floor(x) + x, 2, 1)                                     \
  V(remainder_at_jump, fmod(x, 1.5), 3, 1)                        \
  V(sign, copysign(1, x) * x, 0, 1)                               \
  UNBOUNDED(V)

static int failures;

#ifndef FAST
/// Not a number, which only `main` knows.
static double unknown;
#endif

static int is_same(double a, double b) {
  uint64_t p, q, exponent = 0x7ff0000000000000u;
  memcpy(&p, &a, 8);
  memcpy(&q, &b, 8);
  if (p << 1 == 0 && q << 1 == 0) return 1;
  if ((p & exponent) != exponent && (q & exponent) != exponent) return fabs(a - b) <= 1e-14 * (1 + fabs(b));
  int p_is_nan = (p & exponent) == exponent && p << 12 != 0, q_is_nan = (q & exponent) == exponent && q << 12 != 0;
  return p_is_nan == q_is_nan && (p_is_nan || p == q);
}

static void expect(const char *what, const char *mode, double got, double want) {
  if (is_same(got, want)) return;
  if (failures++ == 0) printf("FAIL");
  printf(" %s, %s: %g instead of %g;", what, mode, got, want);
}

#define DEFINE(name, function, at, want) \
  static double name(double x) { return function; }
LIST(DEFINE)

static volatile double place;

#define CHECK(name, function, at, want)                                      \
  place = at;                                                                \
  expect(#name, "reverse", __enzyme_autodiff((void *)name, place), want);    \
  expect(#name, "forward", __enzyme_fwddiff((void *)name, place, 1.0), want);

/// An adjoint of zero meets an infinite partial derivative of a quotient: a number only if zero wins.
static double zero;
static double quotient(double x) { return zero * (1 / x) + x; }

/// A derivative that does not move in this direction.
static double two_roots(double x, double y) { return asin(x) + y; }

int main(void) {
#ifndef FAST
  place = NAN;
  unknown = place;
#endif
  LIST(CHECK)
  expect("zero tangent", "forward", __enzyme_fwddiff((void *)two_roots, 1.0, 0.0, 3.0, 1.0), 1);
#ifndef FAST
  expect("strong zero", "reverse", __enzyme_autodiff((void *)quotient, enzyme_strong_zero, 0.0), 1);
  expect("without it", "reverse", __enzyme_autodiff((void *)quotient, 0.0), NAN);
#endif
  if (failures == 0) printf("ok float_kinks");
  printf("\n");
  return failures != 0;
}

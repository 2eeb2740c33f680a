// Structures by value, as arguments and as results, in every form in which C passes them.
// needs debug information: the fields of coerced structures

#include "convention.h"

typedef struct { double x, y, z; } Vector;
typedef struct { float x, y, z; } FloatVector;
typedef struct { double x; int n; } Power;
typedef struct { float x; double y; } Mixed;
typedef struct { double a, b; } Pair;
typedef struct { float a; FloatVector v; } Nested;
typedef struct { Pair s; double k; } PairAndNumber;
typedef struct { Pair value, tangent; } TwoPairs;

static double norm(Vector v) { return v.x * v.x + 2 * v.y * v.y + 3 * v.z * v.z; }
static float float_norm(FloatVector v) { return v.x * v.x + 2 * v.y * v.y + 3 * v.z * v.z; }
static double power(Power s) { return pow(s.x, s.n); }
static double mixed(Mixed s) { return s.x * s.y * s.y; }
static double pair(Pair s, double k) { return s.a * s.b * k; }
static float nested(float a, FloatVector v) { return a * a * (v.x + 2 * v.y + 3 * v.z); }
static float three(float x, double y, int n) { return (float)(x * y * n); }
static Vector cross(Vector a, double k) { return (Vector){a.y * k, a.z * a.x, k * k * a.x}; }
static Pair polar(double t, double r) { return (Pair){r * cos(t), r * sin(t)}; }
static double _Complex cube(double _Complex z) {
  double a = __real__ z, b = __imag__ z;
  return __builtin_complex(a * a * a - 3 * a * b * b, 3 * a * a * b - b * b * b);
}
static double of_complex(double _Complex z) { return __real__ z * __real__ z + 3 * __imag__ z * __imag__ z * __real__ z; }
static void scale(Pair *p, Pair by) { p->a *= by.a, p->b *= by.b * p->a; }

extern Pair __enzyme_autodiff_pair(void *, ...), __enzyme_fwddiff_pair(void *, ...);
extern Vector __enzyme_autodiff_vector(void *, ...), __enzyme_fwddiff_vector(void *, ...);
extern FloatVector __enzyme_autodiff_float_vector(void *, ...);
extern Power __enzyme_autodiff_power(void *, ...);
extern Mixed __enzyme_autodiff_mixed(void *, ...);
extern Nested __enzyme_autodiff_nested(void *, ...);
extern PairAndNumber __enzyme_autodiff_pair_and_number(void *, ...);
extern TwoPairs __enzyme_fwddiff_two_pairs(void *, ...);
extern double _Complex __enzyme_autodiff_complex(void *, ...), __enzyme_fwddiff_complex(void *, ...);

int main(void) {
  // Larger than two registers.
  Vector v = {1, 2, 3}, tangent = {1, 0, -1};
  Vector dv = __enzyme_autodiff_vector((void *)norm, v);
  near("large x", dv.x, 2), near("large y", dv.y, 8), near("large z", dv.z, 18);
  dv = __enzyme_autodiff_vector((void *)norm, enzyme_out, v);
  near("large, marked", dv.z, 18);
  near("large, forward", __enzyme_fwddiff((void *)norm, v, tangent), 2 - 18);
  near("large, forward, marked", __enzyme_fwddiff((void *)norm, enzyme_dup, v, tangent), 2 - 18);

  // Two registers, of which one holds two numbers.
  FloatVector w = {1, 2, 3}, float_tangent = {1, 0, -1};
  FloatVector dw = __enzyme_autodiff_float_vector((void *)float_norm, w);
  near("floats x", dw.x, 2), near("floats y", dw.y, 8), near("floats z", dw.z, 18);
  near("floats, forward", __enzyme_fwddiff((void *)float_norm, enzyme_dup, w, float_tangent), 2 - 18);

  // A number and an integer.
  Power s = {1.5, 3}, ts = {2, 0};
  near("power", __enzyme_autodiff_power((void *)power, s).x, 3 * 1.5 * 1.5);
  near("power, forward", __enzyme_fwddiff((void *)power, enzyme_dup, s, ts), 2 * 3 * 1.5 * 1.5);
  Mixed q = __enzyme_autodiff_mixed((void *)mixed, (Mixed){2, 3});
  near("mixed x", q.x, 9), near("mixed y", q.y, 12);

  // One marker for both registers.
  Pair p = {2, 5}, tp = {1, -1};
  near("constant", __enzyme_autodiff((void *)pair, enzyme_const, p, enzyme_out, 4.0), 10);
  PairAndNumber both = __enzyme_autodiff_pair_and_number((void *)pair, enzyme_out, p, enzyme_out, 4.0);
  near("pair a", both.s.a, 20), near("pair b", both.s.b, 8), near("number", both.k, 10);
  near("pair, forward", __enzyme_fwddiff((void *)pair, enzyme_dup, p, tp, enzyme_const, 4.0), 20 - 8);

  // Results are aligned as in C.
  Nested n = __enzyme_autodiff_nested((void *)nested, 2.0f, w);
  near("nested a", n.a, 4 * 14), near("nested x", n.v.x, 4), near("nested z", n.v.z, 12);
  q = __enzyme_autodiff_mixed((void *)three, 2.0f, 3.0, 5);
  near("three x", q.x, 15), near("three y", q.y, 10);

  // Structures as results.
  Vector c = __enzyme_fwddiff_vector((void *)cross, v, tangent, enzyme_const, 2.0);
  near("cross x", c.x, 0), near("cross y", c.y, -1 + 3), near("cross z", c.z, 4);
  Pair d = __enzyme_fwddiff_pair((void *)polar, enzyme_dup, 0.5, 1.0, enzyme_const, 2.0);
  near("polar a", d.a, -2 * sin(0.5)), near("polar b", d.b, 2 * cos(0.5));
  TwoPairs two = __enzyme_fwddiff_two_pairs((void *)polar, enzyme_primal_return, enzyme_dup, 0.5, 1.0, enzyme_const, 2.0);
  near("polar value", two.value.a, 2 * cos(0.5)), near("polar tangent", two.tangent.b, 2 * cos(0.5));

  // Complex numbers are pairs.
  double _Complex z = __builtin_complex(1.0, 2.0), tz = __builtin_complex(1.0, -1.0);
  double _Complex g = __enzyme_fwddiff_complex((void *)cube, z, tz);
  near("cube re", __real__ g, -9 + 12), near("cube im", __imag__ g, 9 + 12);
  g = __enzyme_autodiff_complex((void *)of_complex, z);
  near("complex re", __real__ g, 2 + 12), near("complex im", __imag__ g, 12);

  // Memory and a structure together.
  Pair m = {2, 3}, dm = {1, 1};
  d = __enzyme_autodiff_pair((void *)scale, enzyme_dup, &m, &dm, enzyme_out, (Pair){5, 7});
  near("scale a", d.a, 2 * 1 + 3 * 7 * 2), near("scale b", d.b, 3 * 10);
  near("shadow a", dm.a, 5 + 3 * 7 * 5), near("shadow b", dm.b, 70);
  return verdict("convention_structures");
}

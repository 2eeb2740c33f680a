// Markers before arguments: how they are written, shadows at a stride, objects by address, shadows behind all arguments.

#include "convention.h"

typedef struct { double a, b; } Pair;
typedef struct { double v[3]; } Three;
typedef struct { double value; double v[3]; } ValueAndThree;
typedef struct { double a[2], b[2]; } TwoPairs;
extern Pair __enzyme_autodiff_pair(void *, ...);
extern TwoPairs __enzyme_autodiff_two_pairs(void *, ...);
extern Three __enzyme_fwddiff_three(void *, ...);
extern ValueAndThree __enzyme_fwddiff_value_and_three(void *, ...);

static double f(double x, double y) { return x * x * y + sin(y); }
static double dot(const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * y[i] * y[i];
  return sum;
}
static double pair(Pair s, double k) { return s.a * s.b * k; }
static float narrow(float x, double y, short n) { return (float)(x * y * n); }
static double quotient(double x, double y) { return x / y * (x - x); }

int main(void) {
  Pair r = __enzyme_autodiff_pair((void *)f, enzyme_out, 2.0, enzyme_out, 3.0);
  near("out a", r.a, 12), near("out b", r.b, 4 + cos(3));
  near("const", __enzyme_autodiff((void *)f, enzyme_const, 2.0, enzyme_out, 3.0), 4 + cos(3));
  near("addresses", __enzyme_autodiff((void *)f, &enzyme_out, 2.0, &enzyme_const, 3.0), 12);
  int kept = enzyme_const;
  near("variable", __enzyme_autodiff((void *)f, kept, 2.0, 3.0), 4 + cos(3));
  near("whole", __enzyme_autodiff((void *)f, enzyme_runtime_activity, enzyme_out_return, 2.0, enzyme_const, 3.0), 12);
  near("promoted", __enzyme_fwddiff((void *)narrow, enzyme_dup, 2.0, 1.0, enzyme_const, 3.0, 5), 15);

  // Several lanes: separate shadows, or one block.
  double x[3] = {1, 2, 3}, y[3] = {4, 5, 6}, d[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  Three l = __enzyme_fwddiff_three((void *)dot, enzyme_width, 3, enzyme_dup, x, d[0], d[1], d[2], enzyme_const, y,
                                   enzyme_const, 3);
  near("lanes 0", l.v[0], 16), near("lanes 1", l.v[1], 25), near("lanes 2", l.v[2], 36);
  l = __enzyme_fwddiff_three((void *)dot, enzyme_width, 3, enzyme_dupv, sizeof d[0], x, d, enzyme_const, y, 3);
  near("block 0", l.v[0], 16), near("block 1", l.v[1], 25), near("block 2", l.v[2], 36);
  ValueAndThree vl = __enzyme_fwddiff_value_and_three((void *)dot, enzyme_primal_return, enzyme_width, 3,
                                                      enzyme_dupnoneedv, sizeof d[0], x, d, enzyme_const, y, 3);
  near("value", vl.value, 16 + 50 + 108), near("value and lanes", vl.v[2], 36);

  // Reverse lanes, each with a seed of its own.
  double gx[2][3] = {{0}}, gy[2][3] = {{0}};
  __enzyme_autodiff_void((void *)dot, enzyme_width, 2, enzyme_dupv, sizeof gx[0], x, gx, enzyme_dupv, sizeof gy[0], y,
                         gy, 3, 1.0, 10.0);
  for (int i = 0; i < 3; i++) {
    near("reverse lane 0", gx[0][i], y[i] * y[i]), near("reverse lane 1", gx[1][i], 10 * y[i] * y[i]);
    near("reverse lane 1, y", gy[1][i], 20 * x[i] * y[i]);
  }
  TwoPairs w = __enzyme_autodiff_two_pairs((void *)f, enzyme_width, 2, 2.0, 3.0, 1.0, -2.0);
  near("seed 1", w.a[0], 12), near("seed -2", w.a[1], -24), near("seed -2, b", w.b[1], -2 * (4 + cos(3)));

  double ix[3] = {1, 2, 3}, iy[3] = {4, 5, 6}, dx[3] = {0}, dy[3] = {0};
  __enzyme_autodiff_void((void *)dot, enzyme_dup, ix, enzyme_dup, iy, enzyme_const, 3, enzyme_interleave, dx, dy);
  near("shadows behind, x", dx[1], 25), near("shadows behind, y", dy[2], 36);

  double bx = 2, by = 3;
  Pair p = {2, 5}, tp = {1, -1};
  near("by address", __enzyme_autodiff((void *)f, enzyme_byref, (int)sizeof bx, &bx, enzyme_const, enzyme_byref,
                                       (int)sizeof by, &by), 12);
  near("object by address", __enzyme_fwddiff((void *)pair, enzyme_dup, enzyme_byref, (int)sizeof p, &p, &tp,
                                             enzyme_const, 4.0), 12);

  near("strong zero", __enzyme_autodiff((void *)quotient, enzyme_strong_zero, enzyme_const, 0.0, 0.0) == 0, 1);
  return verdict("convention_markers");
}

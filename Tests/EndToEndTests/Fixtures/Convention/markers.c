// Every combination of markers over numbers.

#include "near.h"
int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed, enzyme_width, enzyme_primal_return, enzyme_noret;
extern double __enzyme_autodiff(void *, ...);
extern float __enzyme_autodifff(void *, ...);
typedef struct {
  double a, b;
} D2;
typedef struct {
  double a, b, c;
} D3;
typedef struct {
  double r;
  D2 g;
} VG;
typedef struct {
  float x, y;
} F2;
extern D2 __enzyme_autodiff2(void *, ...);
extern D3 __enzyme_autodiff3(void *, ...);
extern VG __enzyme_autodiff_vg(void *, ...);
extern F2 __enzyme_autodiff_f2(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern D2 __enzyme_fwddiff2(void *, ...);
extern float __enzyme_fwddiff_f(void *, ...);
double f(double x, double y, int n) {
  double r = 1;
  for (int i = 0; i < n; i++) r *= x;
  return r * sin(y);
}
float g(float x, float y) { return x * x * y; }
void out(double x, double *r) { *r = x * x * x; }
static double sq(double x) { return x * x; }
int main() {
  double x = 1.5, y = .7;
  double gx = 3 * x * x * sin(y), gy = x * x * x * cos(y), v = x * x * x * sin(y);
  D2 d = __enzyme_autodiff2((void *)f, x, y, 3);
  NEAR(d.a, gx);
  NEAR(d.b, gy);
  d = __enzyme_autodiff2((void *)f, enzyme_out, x, enzyme_out, y, enzyme_const, 3);
  NEAR(d.a, gx);
  NEAR(d.b, gy);
  NEAR(__enzyme_autodiff((void *)f, enzyme_const, x, y, 3), gy);
  NEAR(__enzyme_autodiff((void *)f, enzyme_out, x, enzyme_const, y, 3), gx);
  D3 t = __enzyme_autodiff3((void *)f, enzyme_primal_return, x, y, 3);
  NEAR(t.a, v);
  NEAR(t.b, gx);
  NEAR(t.c, gy);
  VG vg = __enzyme_autodiff_vg((void *)f, enzyme_primal_return, enzyme_out, x, enzyme_out, y, enzyme_const, 3);
  NEAR(vg.r, v);
  NEAR(vg.g.a, gx);
  NEAR(vg.g.b, gy);
  NEAR(__enzyme_fwddiff((void *)f, enzyme_dup, x, 1.0, enzyme_dup, y, 2.0, 3), gx + 2 * gy);
  NEAR(__enzyme_fwddiff((void *)f, enzyme_dup, x, 1.0, enzyme_const, y, enzyme_const, 3), gx);
  NEAR(__enzyme_fwddiff((void *)f, x, 1.0, y, 1.0, 3), gx + gy);
  d = __enzyme_fwddiff2((void *)f, enzyme_primal_return, enzyme_dup, x, 1.0, enzyme_const, y, enzyme_const, 3);
  NEAR(d.a, v);
  NEAR(d.b, gx);
  d = __enzyme_fwddiff2((void *)f, enzyme_width, 2, enzyme_dup, x, 1.0, 0.0, enzyme_dup, y, 0.0, 1.0, enzyme_const, 3);
  NEAR(d.a, gx);
  NEAR(d.b, gy);
  NEARF(__enzyme_autodifff((void *)g, 2.0f, enzyme_const, 3.0f), 12);
  F2 ff = __enzyme_autodiff_f2((void *)g, 2.0f, 3.0f);
  NEARF(ff.x, 12);
  NEARF(ff.y, 4);
  NEARF(__enzyme_fwddiff_f((void *)g, 2.0f, 1.0f, 3.0f, 1.0f), 16);
  double r, dr = 1;
  double dx = __enzyme_autodiff((void *)out, enzyme_out, x, enzyme_dup, &r, &dr);
  NEAR(dx, 3 * x * x);
  NEAR(dr, 0);
  NEAR(r, x * x * x);
  dr = 1;
  dx = __enzyme_autodiff((void *)out, x, enzyme_dupnoneed, &r, &dr);
  NEAR(dx, 3 * x * x);
  NEAR(dr, 0);
  dr = 5;
  __enzyme_fwddiff((void *)out, x, 2.0, &r, &dr);
  NEAR(dr, 6 * x * x);
  NEAR(__enzyme_autodiff((void *)sq, 3.0), 6);
  NEAR(__enzyme_autodiff((void *)sq, x), 2 * x);
  NEAR(__enzyme_autodiff((void *)sq, &enzyme_const == 0 ? 1.0 : 4.0), 8);
  DONE;
}

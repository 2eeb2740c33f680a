// Batches over numbers, structures and buffers.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_width, enzyme_vector, enzyme_scalar, enzyme_buffer;
typedef struct {
  double v[2];
} R2;
typedef struct {
  double v[4];
} R4;
typedef struct {
  double a, b;
} P;
typedef struct {
  P v[2];
} PP;
typedef struct {
  float v[4];
} FR4;
typedef struct {
  double x, y, z;
} V3;
typedef struct {
  V3 v[2];
} VV;
R2 __enzyme_batch2(void *, ...);
R4 __enzyme_batch4(void *, ...);
PP __enzyme_batchP(void *, ...);
FR4 __enzyme_batchF(void *, ...);
void __enzyme_batchv(void *, ...);
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
VV __enzyme_batchV(void *, ...);
double sq(double x) { return x * x; }
double two(double x, double y) { return x * x + y; }
P pr(double x) { return (P){x, 2 * x}; }
double ofp(P p) { return p.a * 10 + p.b; }
float fs(float x) { return x * 2; }
double sum(const double *p) { return p[0] + p[1]; }
void st(double *p, double x) { *p = x * x; }
V3 v3(double x) { return (V3){x, 2 * x, 3 * x}; }
double ofv(V3 v) { return v.x + 10 * v.y + 100 * v.z; }
double ofpk(P p, double k, int n) { return (p.a * 10 + p.b) * k + n; }
double f(double x) {
  R2 r = __enzyme_batch2((void *)sq, enzyme_width, 2, enzyme_vector, x, 2 * x);
  return r.v[0] * r.v[1];
}
double dsq(double x) { return __enzyme_autodiff((void *)sq, x); }
int main() {
  R4 r = __enzyme_batch4((void *)sq, enzyme_width, 4, enzyme_vector, 1., 2., 3., 4.);
  for (int i = 0; i < 4; i++) NEAR(r.v[i], (i + 1.) * (i + 1.));
  R2 s = __enzyme_batch2((void *)two, enzyme_width, 2, enzyme_vector, 1., 2., enzyme_scalar, 5.);
  NEAR(s.v[0], 6);
  NEAR(s.v[1], 9);
  PP p = __enzyme_batchP((void *)pr, enzyme_width, 2, enzyme_vector, 1., 2.);
  NEAR(p.v[0].b, 2);
  NEAR(p.v[1].a, 2);
  NEAR(p.v[1].b, 4);
  VV v = __enzyme_batchV((void *)v3, enzyme_width, 2, enzyme_vector, 1., 2.);
  NEAR(v.v[0].z, 3);
  NEAR(v.v[1].y, 4);
  s = __enzyme_batch2((void *)ofp, enzyme_width, 2, enzyme_vector, (P){1, 2}, (P){3, 4});
  NEAR(s.v[0], 12);
  NEAR(s.v[1], 34);
  s = __enzyme_batch2((void *)ofpk, enzyme_width, 2, enzyme_vector, (P){1, 2}, (P){3, 4}, enzyme_vector, 1., 2.,
                      enzyme_scalar, 3);
  NEAR(s.v[0], 15);
  NEAR(s.v[1], 71);
  s = __enzyme_batch2((void *)ofpk, enzyme_width, 2, enzyme_scalar, (P){1, 2}, enzyme_vector, 1., 2., enzyme_vector, 3,
                      4);
  NEAR(s.v[0], 15);
  NEAR(s.v[1], 28);
  s = __enzyme_batch2((void *)ofv, enzyme_width, 2, enzyme_vector, (V3){1, 2, 3}, (V3){4, 5, 6});
  NEAR(s.v[0], 321);
  NEAR(s.v[1], 654);
  FR4 g = __enzyme_batchF((void *)fs, enzyme_width, 4, enzyme_vector, 1.f, 2.f, 3.f, 4.f);
  NEARF(g.v[3], 8);
  double x[6] = {1, 2, 3, 4, 5, 6};
  s = __enzyme_batch2((void *)sum, enzyme_width, 2, enzyme_buffer, 16, x);
  NEAR(s.v[0], 3);
  NEAR(s.v[1], 7);
  s = __enzyme_batch2((void *)sum, enzyme_width, 2, enzyme_vector, x, x + 4);
  NEAR(s.v[1], 11);
  double o[2];
  __enzyme_batchv((void *)st, enzyme_width, 2, enzyme_buffer, 8, o, enzyme_vector, 3., 4.);
  NEAR(o[0], 9);
  NEAR(o[1], 16);
  NEAR(__enzyme_autodiff((void *)f, 2.), 4 * 4 * 8.);
  s = __enzyme_batch2((void *)dsq, enzyme_width, 2, enzyme_vector, 3., 4.);
  NEAR(s.v[1], 8);
  DONE;
}

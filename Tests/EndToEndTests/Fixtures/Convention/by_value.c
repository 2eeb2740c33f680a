// Structures by value in all classes of the ABI.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_primal_return;
typedef struct {
  float x;
} F1;
typedef struct {
  float x, y;
} F2;
typedef struct {
  float v[3];
} F3;
typedef struct {
  float v[4];
} F4;
typedef struct {
  double x;
} D1;
typedef struct {
  double v[2];
} D2;
typedef struct {
  double v[5];
} D5;
typedef struct {
  double x;
  float f;
  int i;
} DFI;
typedef struct {
  int i;
  double x;
} ID;
typedef struct {
  char c;
  float f;
  short s;
  double d;
} M;
typedef struct {
  double *p;
  int n;
} S;
typedef struct {
  F2 a;
  D1 b;
} N;
typedef struct {
  long double l;
} L;
typedef union {
  double d;
  long i;
} U;
typedef struct {
  double x;
  double *p;
  double y;
} BP;
double __enzyme_autodiff(void *, ...);
float __enzyme_autodiff_f(void *, ...);
F1 __enzyme_autodiffF1(void *, ...);
F2 __enzyme_autodiffF2(void *, ...);
F3 __enzyme_autodiffF3(void *, ...);
F4 __enzyme_autodiffF4(void *, ...);
D1 __enzyme_autodiffD1(void *, ...);
D2 __enzyme_autodiffD2(void *, ...);
D5 __enzyme_autodiffD5(void *, ...);
DFI __enzyme_autodiffDFI(void *, ...);
ID __enzyme_autodiffID(void *, ...);
M __enzyme_autodiffM(void *, ...);
N __enzyme_autodiffN(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
D5 __enzyme_fwddiffD5(void *, ...);
F3 __enzyme_fwddiffF3(void *, ...);
D1 __enzyme_fwddiffD1(void *, ...);
M __enzyme_fwddiffM(void *, ...);
float f1(F1 a) { return a.x * a.x; }
float f2(F2 a) { return a.x * a.y; }
float f3(F3 a) { return a.v[0] * a.v[1] * a.v[2]; }
float f4(F4 a) { return a.v[0] * a.v[1] + a.v[2] * a.v[3]; }
double d1(D1 a) { return a.x * a.x; }
double d2(D2 a) { return a.v[0] * a.v[1]; }
double d5(D5 a) {
  double s = 0;
  for (int i = 0; i < 5; i++) s += a.v[i] * a.v[i];
  return s;
}
double dfi(DFI a) { return a.x * a.f * a.i; }
double id(ID a) {
  double r = 1;
  for (int i = 0; i < a.i; i++) r *= a.x;
  return r;
}
double m(M a) { return a.c * a.f * a.d * a.s; }
double s(S v) {
  double t = 0;
  for (int i = 0; i < v.n; i++) t += v.p[i] * v.p[i];
  return t;
}
double n(N a) { return a.a.x * a.a.y * a.b.x; }
double u(U a) { return a.d * a.d; }
double bp(BP b) { return b.x * *b.p * b.y; }
D5 rd5(double x) {
  D5 r;
  for (int i = 0; i < 5; i++) r.v[i] = pow(x, i);
  return r;
}
F3 rf3(float x) { return (F3){{x, x * x, x * x * x}}; }
D1 rd1(D1 a) { return (D1){a.x * a.x}; }
M rm(double x) { return (M){1, (float)(x * x), 2, x * x * x}; }
double twoS(F2 a, D2 b, int k, F3 c) { return a.x * b.v[0] + a.y * b.v[1] * k + c.v[2]; }
typedef struct {
  F2 a;
  D2 b;
  F3 c;
} TS;
TS __enzyme_autodiffTS(void *, ...);
int main() {
  NEARF(__enzyme_autodiffF1((void *)f1, (F1){3}).x, 6);
  F2 a = __enzyme_autodiffF2((void *)f2, (F2){2, 3});
  NEARF(a.x, 3);
  NEARF(a.y, 2);
  F3 b = __enzyme_autodiffF3((void *)f3, (F3){{2, 3, 4}});
  NEARF(b.v[0], 12);
  NEARF(b.v[2], 6);
  F4 c = __enzyme_autodiffF4((void *)f4, (F4){{1, 2, 3, 4}});
  NEARF(c.v[0], 2);
  NEARF(c.v[3], 3);
  NEAR(__enzyme_autodiffD1((void *)d1, (D1){3}).x, 6);
  D2 d = __enzyme_autodiffD2((void *)d2, (D2){{2, 3}});
  NEAR(d.v[0], 3);
  NEAR(d.v[1], 2);
  D5 e = __enzyme_autodiffD5((void *)d5, (D5){{1, 2, 3, 4, 5}});
  NEAR(e.v[4], 10);
  DFI g = __enzyme_autodiffDFI((void *)dfi, (DFI){2, 3, 4});
  NEAR(g.x, 12);
  NEARF(g.f, 8);
  ID h = __enzyme_autodiffID((void *)id, (ID){3, 2});
  NEAR(h.x, 12);
  M mm = __enzyme_autodiffM((void *)m, (M){1, 2, 3, 4});
  NEARF(mm.f, 12);
  NEAR(mm.d, 6);
  N nn = __enzyme_autodiffN((void *)n, (N){{2, 3}, {4}});
  NEARF(nn.a.x, 12);
  NEAR(nn.b.x, 6);
  double x[3] = {1, 2, 3}, dx[3] = {0};
  S sv = {x, 3}, dsv = {dx, 3};
  __enzyme_autodiffv((void *)s, enzyme_dup, sv, dsv);
  NEAR(dx[2], 6);
  double q = 5, dq = 0;
  BP B = {2, &q, 3}, dB = {0, &dq, 0};
  __enzyme_autodiffv((void *)bp, enzyme_dup, B, dB);
  NEAR(dq, 6);
  D5 r = __enzyme_fwddiffD5((void *)rd5, 2., 1.);
  for (int i = 0; i < 5; i++) NEAR(r.v[i], i * pow(2, i - 1));
  F3 rf = __enzyme_fwddiffF3((void *)rf3, 2.f, 1.f);
  NEARF(rf.v[1], 4);
  NEARF(rf.v[2], 12);
  NEAR(__enzyme_fwddiffD1((void *)rd1, (D1){3}, (D1){2}).x, 12);
  M rr = __enzyme_fwddiffM((void *)rm, 2., 1.);
  NEARF(rr.f, 4);
  NEAR(rr.d, 12);
  TS ts = __enzyme_autodiffTS((void *)twoS, (F2){1, 2}, (D2){{3, 4}}, 5, (F3){{6, 7, 8}});
  NEARF(ts.a.x, 3);
  NEARF(ts.a.y, 20);
  NEAR(ts.b.v[0], 1);
  NEAR(ts.b.v[1], 10);
  NEARF(ts.c.v[2], 1);
  NEAR(__enzyme_fwddiff((void *)twoS, (F2){1, 2}, (F2){1, 0}, (D2){{3, 4}}, (D2){{0, 1}}, 5, enzyme_const,
                        (F3){{6, 7, 8}}),
       3 + 10);
  DONE;
}

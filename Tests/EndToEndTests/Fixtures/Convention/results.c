// Results of all kinds: addresses, structures, mixed precision, and seeds for them.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_dupnoneed, enzyme_primal_return, enzyme_noret, enzyme_width;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double *__enzyme_fwddiffp(void *, ...);
typedef struct {
  double *p, *d;
} PD;
PD __enzyme_fwddiffpd(void *, ...);
void __enzyme_autodiffv(void *, ...);
typedef struct {
  void *tape;
  double *p, *d;
} TPD;
TPD __enzyme_augmentfwd(void *, ...);
double __enzyme_reverse(void *, ...);
void __enzyme_reversev(void *, ...);
double *mk(double x, int n) {
  double *p = malloc(n * 8);
  for (int i = 0; i < n; i++) p[i] = pow(x, i);
  return p;
}
double *maxp(double *x, int n) {
  double *m = x;
  for (int i = 1; i < n; i++)
    if (x[i] > *m) m = x + i;
  return m;
}
typedef struct {
  double a, b;
} AB;
typedef struct {
  void *t;
  AB r;
} TAB;
TAB __enzyme_augmentfwd_ab(void *, ...);
AB f2(double x, double y) { return (AB){x * y, x + y * y}; }
AB __enzyme_reverse_ab(void *, ...);
AB __enzyme_fwdsplit_ab(void *, ...);
double norm(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}
typedef struct {
  double v[2];
} D2;
D2 __enzyme_fwddiffd2(void *, ...);
float ff(float x, double y) { return x * y; }
typedef struct {
  float a;
  double b;
} FD;
FD __enzyme_autodifffd(void *, ...);
long double lf(long double x) { return x * x; }
long double __enzyme_autodiffl(void *, ...);
int main() {
  double *d = __enzyme_fwddiffp((void *)mk, 2., 1., 4);
  NEAR(d[3], 12);
  PD pd = __enzyme_fwddiffpd((void *)mk, enzyme_primal_return, 2., 1., 4);
  NEAR(pd.p[3], 8);
  NEAR(pd.d[2], 4);
  double x[3] = {1, 5, 2}, dx[3] = {0};
  d = __enzyme_fwddiffp((void *)maxp, x, dx, 3);
  if (d != dx + 1) failures++;
  TPD t = __enzyme_augmentfwd((void *)mk, 2., 4);
  NEAR(t.p[3], 8);
  for (int i = 0; i < 4; i++) t.d[i] = 1;
  NEAR(__enzyme_reverse((void *)mk, 2., 4, t.tape), 0 + 1 + 4 + 12);
  TAB u = __enzyme_augmentfwd_ab((void *)f2, 2., 3.);
  NEAR(u.r.a, 6);
  AB g = __enzyme_reverse_ab((void *)f2, 2., 3., (AB){1, 10}, u.t);
  NEAR(g.a, 13);
  NEAR(g.b, 2 + 60);
  u = __enzyme_augmentfwd_ab((void *)f2, 2., 3.);
  g = __enzyme_fwdsplit_ab((void *)f2, 2., 1., 3., 0., u.t);
  NEAR(g.a, 3);
  NEAR(g.b, 1);
  FD fd = __enzyme_autodifffd((void *)ff, 2.f, 3.);
  NEARF(fd.a, 3);
  NEAR(fd.b, 2);
  NEAR(__enzyme_autodiffl((void *)lf, 3.L), 6);
  __enzyme_autodiffv((void *)norm, enzyme_noret, enzyme_dup, x, dx, 3);
  NEAR(dx[0], 0);
  D2 e = __enzyme_fwddiffd2((void *)norm, enzyme_width, 2, enzyme_dup, x, x, dx, 3);
  NEAR(e.v[0], 60);
  NEAR(e.v[1], 0);
  DONE;
}

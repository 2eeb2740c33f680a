// Several directions at once, with shadows one by one and at a distance.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_width, enzyme_dupv, enzyme_dupnoneed, enzyme_dupnoneedv,
    enzyme_primal_return, enzyme_out;
typedef struct {
  double v[4];
} A4;
typedef struct {
  double v[3];
} A3;
typedef struct {
  double p;
  double v[3];
} P3;
typedef struct {
  double a, b, c;
} T3;
typedef struct {
  double x[6];
} A6;
A4 __enzyme_fwddiff4(void *, ...);
A3 __enzyme_fwddiff3(void *, ...);
P3 __enzyme_fwddiffp3(void *, ...);
void __enzyme_fwddiffv(void *, ...);
T3 __enzyme_fwddifft(void *, ...);
void __enzyme_autodiffv(void *, ...);
A3 __enzyme_autodiff3(void *, ...);
A6 __enzyme_autodiff6(void *, ...);
double f(const double *x) { return x[0] * x[1] * x[2] * x[3]; }
double s(double x, double y) { return x * x * y; }
void vec(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++) y[i] = x[i] * x[(i + 1) % n];
}
int main() {
  double x[4] = {1, 2, 3, 4}, e[4][4] = {0};
  for (int i = 0; i < 4; i++) e[i][i] = 1;
  A4 g = __enzyme_fwddiff4((void *)f, enzyme_width, 4, enzyme_dup, x, e[0], e[1], e[2], e[3]);
  for (int i = 0; i < 4; i++) NEAR(g.v[i], 24 / x[i]);
  g = __enzyme_fwddiff4((void *)f, enzyme_width, 4, enzyme_dupv, sizeof(e[0]), x, e);
  for (int i = 0; i < 4; i++) NEAR(g.v[i], 24 / x[i]);
  A3 h = __enzyme_fwddiff3((void *)s, enzyme_width, 3, enzyme_dup, 3.0, 1.0, 2.0, 3.0, enzyme_const, 5.0);
  NEAR(h.v[0], 30);
  NEAR(h.v[1], 60);
  NEAR(h.v[2], 90);
  T3 t = __enzyme_fwddifft((void *)s, enzyme_width, 3, 3.0, 1.0, 2.0, 3.0, enzyme_const, 5.0);
  NEAR(t.a, 30);
  NEAR(t.c, 90);
  P3 p = __enzyme_fwddiffp3((void *)s, enzyme_primal_return, enzyme_width, 3, enzyme_dup, 3.0, 1.0, 2.0, 3.0,
                            enzyme_dup, 5.0, 1., 0., 0.);
  NEAR(p.p, 45);
  NEAR(p.v[0], 39);
  NEAR(p.v[1], 60);
  double y[4], dy[4][4];
  memset(dy, 0, sizeof dy);
  __enzyme_fwddiffv((void *)vec, enzyme_width, 4, enzyme_dup, x, e[0], e[1], e[2], e[3], enzyme_dup, y, dy[0], dy[1],
                    dy[2], dy[3], enzyme_const, 4);
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 4; i++) NEAR(dy[k][i], (i == k ? x[(i + 1) % 4] : 0) + ((i + 1) % 4 == k ? x[i] : 0));
  memset(dy, 0, sizeof dy);
  __enzyme_fwddiffv((void *)vec, enzyme_width, 4, enzyme_dupv, 32, x, e, enzyme_dupnoneedv, 32, y, dy, enzyme_const, 4);
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 4; i++) NEAR(dy[k][i], (i == k ? x[(i + 1) % 4] : 0) + ((i + 1) % 4 == k ? x[i] : 0));
  // reverse: Jacobian rows
  double dx[4][4];
  memset(dx, 0, sizeof dx);
  memset(dy, 0, sizeof dy);
  for (int i = 0; i < 4; i++) dy[i][i] = 1;
  __enzyme_autodiffv((void *)vec, enzyme_width, 4, enzyme_dup, x, dx[0], dx[1], dx[2], dx[3], enzyme_dup, y, dy[0],
                     dy[1], dy[2], dy[3], enzyme_const, 4);
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 4; i++) NEAR(dx[k][i], (i == k ? x[(i + 1) % 4] : 0) + ((k + 1) % 4 == i ? x[k] : 0));
  memset(dx, 0, sizeof dx);
  memset(dy, 0, sizeof dy);
  for (int i = 0; i < 4; i++) dy[i][i] = 1;
  __enzyme_autodiffv((void *)vec, enzyme_width, 4, enzyme_dupv, 32, x, dx, enzyme_dupv, 32, y, dy, enzyme_const, 4);
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 4; i++) NEAR(dx[k][i], (i == k ? x[(i + 1) % 4] : 0) + ((k + 1) % 4 == i ? x[k] : 0));
  A6 r = __enzyme_autodiff6((void *)s, enzyme_width, 3, enzyme_out, 3.0, enzyme_out, 5.0, 1.0, 2.0, 3.0);
  NEAR(r.x[0], 30);
  NEAR(r.x[2], 90);
  NEAR(r.x[3], 9);
  NEAR(r.x[5], 27);
  DONE;
}

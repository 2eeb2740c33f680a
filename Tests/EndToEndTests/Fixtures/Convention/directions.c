// Split mode in several directions, arguments by reference and interleaved, long loops.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width, enzyme_dupv, enzyme_byref, enzyme_interleave,
    enzyme_nofree, enzyme_primal_return, enzyme_noret, enzyme_dupnoneed, enzyme_runtime_activity,
    enzyme_not_overwritten;
typedef struct {
  void *t;
  double r;
} TR;
TR __enzyme_augmentfwd(void *, ...);
double __enzyme_reverse(void *, ...);
void __enzyme_reversev(void *, ...);
typedef struct {
  double a, b;
} AB;
AB __enzyme_reverse2(void *, ...);
AB __enzyme_fwdsplit2(void *, ...);
double __enzyme_autodiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
double __enzyme_fwddiff(void *, ...);
AB __enzyme_fwddiff2(void *, ...);
AB __enzyme_autodiff2(void *, ...);
void *__enzyme_augmentfwdp(void *, ...);
double f(const double *x, int n) {
  double p = 1;
  for (int i = 0; i < n; i++) p *= sin(x[i]);
  return p;
}
double g(double x, double y) { return x * x * y; }
double upd(double *x, int n, int steps) {
  for (int s = 0; s < steps; s++)
    for (int i = 0; i < n; i++) x[i] = x[i] * x[(i + 1) % n] + .1;
  return x[0];
}
static double cond(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] < 0) continue;
    if (x[i] > 10) break;
    s += i % 2 ? sqrt(x[i]) : x[i] * x[i];
  }
  return s;
}
double big(const double *x, int n) {
  double *t = malloc(n * 8);
  double s = 0;
  for (int i = 0; i < n; i++) t[i] = exp(-x[i % 4] * i / n);
  for (int i = 1; i < n; i++) s += t[i] * t[i - 1];
  free(t);
  return s;
}
struct cfg {
  double scale;
  int n;
  double w[3];
};
double structp(const struct cfg *c, double x) {
  double s = 0;
  for (int i = 0; i < c->n; i++) s += c->w[i] * pow(x, i);
  return s * c->scale;
}
int main() {
  double x[3] = {.5, 1, 1.5}, d0[3] = {0}, d1[3] = {0}, P = f(x, 3);
  TR t = __enzyme_augmentfwd((void *)f, enzyme_width, 2, enzyme_dup, x, d0, d1, 3);
  NEAR(t.r, P);
  __enzyme_reversev((void *)f, enzyme_width, 2, enzyme_dup, x, d0, d1, 3, 1.0, 10.0, t.t);
  for (int i = 0; i < 3; i++) {
    NEAR(d0[i], P / tan(x[i]));
    NEAR(d1[i], 10 * P / tan(x[i]));
  }
  t = __enzyme_augmentfwd((void *)g, enzyme_width, 2, 2., 3.);
  AB r = __enzyme_fwdsplit2((void *)g, enzyme_width, 2, 2., 1., 0., 3., 0., 1., t.t);
  NEAR(r.a, 12);
  NEAR(r.b, 4);
  double u[4] = {.3, .5, .7, .2}, du[4] = {0}, w[4];
  TR ts[3];
  for (int k = 0; k < 3; k++) {
    memcpy(w, u, 32);
    w[0] += k;
    ts[k] = __enzyme_augmentfwd((void *)upd, enzyme_dup, w, du, 4, 3);
  }
  for (int k = 2; k >= 0; k--) {
    memset(du, 0, 32);
    __enzyme_reversev((void *)upd, enzyme_dup, w, du, 4, 3, 1.0, ts[k].t);
    double a[4], h = 1e-5, hi, lo;
    memcpy(a, u, 32);
    a[0] += k;
    a[1] += h;
    hi = upd(a, 4, 3);
    memcpy(a, u, 32);
    a[0] += k;
    a[1] -= h;
    lo = upd(a, 4, 3);
    NEARF(du[1], (hi - lo) / 2 / h);
  }
  double c[5] = {1, -1, 4, 9, 11}, dc[5] = {0};
  void *tp = __enzyme_augmentfwdp((void *)cond, enzyme_dup, c, dc, 5);
  c[0] = 7;
  __enzyme_reversev((void *)cond, enzyme_nofree, enzyme_dup, c, dc, 5, 1., tp);
  NEAR(dc[0], 2);
  NEAR(dc[2], 8);
  NEAR(dc[3], 1. / 6);
  NEAR(dc[4], 0);
  __enzyme_reversev((void *)cond, enzyme_dup, c, dc, 5, 1., tp);
  NEAR(dc[0], 4);
  double b[4] = {1, .5, 2, 1.5}, db[4] = {0}, dbw[2][4] = {{0}};
  __enzyme_autodiffv((void *)big, b, db, 5000);
  __enzyme_autodiffv((void *)big, enzyme_width, 2, enzyme_dupv, sizeof(dbw[0]), b, dbw, enzyme_const, 5000, 1., 2.);
  for (int i = 0; i < 4; i++) {
    NEAR(dbw[0][i], db[i]);
    NEAR(dbw[1][i], 2 * db[i]);
  }
  double v[4] = {1, 1, 1, 1};
  NEAR(__enzyme_fwddiff((void *)big, enzyme_dup, b, v, 5000), db[0] + db[1] + db[2] + db[3]);
  struct cfg s = {2, 3, {1, 2, 3}}, ds = {0};
  double dx = __enzyme_autodiff((void *)structp, &s, &ds, 2.);
  NEAR(dx, 2 * (2 + 12));
  NEAR(ds.scale, 17);
  NEAR(ds.w[2], 8);
  NEAR(__enzyme_autodiff((void *)structp, enzyme_const, &s, enzyme_out, 2.), 28);
  NEAR(__enzyme_autodiff2((void *)g, enzyme_runtime_activity, 2., 3.).b, 4);
  double xs = 2, ys = 3, tx = 1, ty = 0;
  NEAR(__enzyme_fwddiff((void *)g, enzyme_dup, enzyme_byref, sizeof(xs), &xs, &tx, enzyme_dup, enzyme_byref, sizeof(ys),
                        &ys, &ty),
       12);
  NEAR(__enzyme_fwddiff((void *)g, enzyme_dup, 2., enzyme_dup, 3., enzyme_interleave, 1., 0.), 12);
  memset(d0, 0, 24);
  __enzyme_autodiffv((void *)f, enzyme_dup, x, enzyme_const, 3, enzyme_interleave, d0);
  NEAR(d0[1], P / tan(1));
  DONE;
}

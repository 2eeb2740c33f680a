// Derivatives of derivatives, split ones inside.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_width, enzyme_out;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
void __enzyme_fwddiffv(void *, ...);
typedef struct {
  void *t;
  double r;
} TR;
TR __enzyme_augmentfwd(void *, ...);
double __enzyme_reverse(void *, ...);
void __enzyme_reversev(void *, ...);
double f(double x) { return x * x * x * sin(x); }
double df(double x) { return __enzyme_autodiff((void *)f, x); }
double ff(double x) { return __enzyme_fwddiff((void *)f, x, 1.); }
double d2rr(double x) { return __enzyme_autodiff((void *)df, x); }
double d2fr(double x) { return __enzyme_fwddiff((void *)df, x, 1.); }
double d2rf(double x) { return __enzyme_autodiff((void *)ff, x); }
double d2ff(double x) { return __enzyme_fwddiff((void *)ff, x, 1.); }
double d3(double x) { return __enzyme_autodiff((void *)d2fr, x); }
double g(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i] * x[(i + 1) % n];
  return s;
}
void grad(const double *x, double *dx, int n) {
  for (int i = 0; i < n; i++) dx[i] = 0;
  __enzyme_autodiffv((void *)g, enzyme_dup, x, dx, enzyme_const, n);
}
double gnorm(const double *x, int n) {
  double d[8];
  grad(x, d, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += d[i] * d[i];
  return s;
}
double sp(double x) {
  TR t = __enzyme_augmentfwd((void *)f, x);
  return __enzyme_reverse((void *)f, x, 1.0, t.t) * t.r;
}
double sp2(const double *x, int n) {
  double d[8] = {0};
  TR t = __enzyme_augmentfwd((void *)g, enzyme_dup, x, d, n);
  __enzyme_reversev((void *)g, enzyme_dup, x, d, n, 1.0, t.t);
  double s = 0;
  for (int i = 0; i < n; i++) s += d[i] * d[i];
  return s;
}
double fd(double (*f)(double), double x) {
  double h = 1e-4;
  return (8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / 12 / h;
}
int main() {
  double x = 1.2, w = 6 * x * sin(x) + 6 * x * x * cos(x) - x * x * x * sin(x);
  NEAR(d2rr(x), w);
  NEAR(d2fr(x), w);
  NEAR(d2rf(x), w);
  NEAR(d2ff(x), w);
  NEARF(d3(x), fd(d2fr, x));
  NEAR(__enzyme_autodiff((void *)d2rr, x), d3(x));
  double v[3] = {1, 2, 3}, h[3] = {0}, e[3] = {0, 1, 0}, dd[3], ddd[3];
  __enzyme_autodiffv((void *)gnorm, v, h, 3);
  for (int i = 0; i < 3; i++) {
    double q[3];
    memcpy(q, v, 24);
    q[i] += 1e-5;
    double a = gnorm(q, 3);
    q[i] -= 2e-5;
    NEARF(h[i], (a - gnorm(q, 3)) / 2e-5);
  }
  __enzyme_fwddiffv((void *)grad, enzyme_dup, v, e, enzyme_dup, dd, ddd, 3);
  NEAR(ddd[0], 2 * v[0]);
  NEAR(ddd[1], 2 * v[2]);
  NEAR(ddd[2], 2 * v[1]);
  NEAR(__enzyme_autodiff((void *)sp, x), fd(sp, x));
  NEAR(__enzyme_fwddiff((void *)sp, x, 1.), fd(sp, x));
  double k[3] = {0};
  __enzyme_autodiffv((void *)sp2, v, k, 3);
  for (int i = 0; i < 3; i++) NEAR(k[i], h[i]);
  DONE;
}

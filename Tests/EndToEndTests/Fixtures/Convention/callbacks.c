// Tables of functions, callbacks with data of their own, functions in structures.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
static double relu(double x) { return x > 0 ? x : 0; }
static double ident(double x) { return x; }
static double sigm(double x) { return 1 / (1 + exp(-x)); }
typedef double (*act)(double);
static act table[] = {relu, ident, sigm, tanh, sin};
double net(double x, int n) {
  for (int i = 0; i < n; i++) x = table[i % 5](x * 1.1);
  return x;
}
typedef double (*integrand)(double, void *);
struct par {
  double a, b;
  int n;
};
static double ig(double t, void *p) {
  struct par *q = p;
  return q->a * t * t + q->b * cos(q->n * t);
}
NI double integrate(integrand f, void *u, double lo, double hi, int n) {
  double h = (hi - lo) / n, s = 0;
  for (int i = 0; i < n; i++) s += f(lo + (i + .5) * h, u) * h;
  return s;
}
double top(struct par *p) { return integrate(ig, p, 0, 1, 200); }
struct op {
  act f;
  double w;
  struct op *next;
};
double chain(struct op *o, double x) {
  while (o) {
    x = o->w * o->f(x);
    o = o->next;
  }
  return x;
}
NI void each(double *x, int n, void (*cb)(double *, void *), void *u) {
  for (int i = 0; i < n; i++) cb(x + i, u);
}
static void acc(double *x, void *u) {
  double *s = u;
  *s += *x * *x;
  *x = 0;
}
double cb(double *x, int n) {
  double s = 0;
  each(x, n, acc, &s);
  return s;
}
double newton(double (*f)(double, double), double p) {
  double x = 1;
  for (int i = 0; i < 30; i++) {
    double e = 1e-6, fx = f(x, p);
    x -= fx / ((f(x + e, p) - f(x - e, p)) / (2 * e));
  }
  return x;
}
static double eqn(double x, double p) { return x * x - p; }
static double root(double p) { return newton(eqn, p); }
int main() {
  double h = 1e-5;
  NEAR(__enzyme_autodiff((void *)net, .4, 12), (net(.4 + h, 12) - net(.4 - h, 12)) / 2 / h);
  NEAR(__enzyme_fwddiff((void *)net, .4, 1., 12), (net(.4 + h, 12) - net(.4 - h, 12)) / 2 / h);
  struct par p = {2, 3, 4}, dp = {0};
  __enzyme_autodiffv((void *)top, &p, &dp);
  NEARF(dp.a, 1. / 3);
  NEARF(dp.b, sin(4) / 4);
  struct op o2 = {sin, 2, 0}, o1 = {sigm, 3, &o2}, d2 = {sin, 0, 0}, d1 = {sigm, 0, &d2};
  double dx = __enzyme_autodiff((void *)chain, enzyme_dup, &o1, &d1, .5);
  double s = sigm(.5);
  NEAR(dx, 2 * cos(3 * s) * 3 * s * (1 - s));
  NEAR(d2.w, sin(3 * s));
  NEAR(d1.w, 2 * cos(3 * s) * s);
  double x[3] = {1, 2, 3}, xd[3] = {0};
  __enzyme_autodiffv((void *)cb, x, xd, 3);
  NEAR(xd[0], 2);
  NEAR(xd[2], 6);
  NEAR(x[1], 0);
  NEARF(__enzyme_autodiff((void *)root, 4.), .25);
  DONE;
}

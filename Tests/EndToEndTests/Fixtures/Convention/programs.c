// A network of layers with functions, statistics, swaps, text that is parsed, ragged arrays, roots.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_dupnoneed, enzyme_out, enzyme_primal_return;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
void __enzyme_fwddiffv(void *, ...);
typedef struct {
  double *w, *b;
  int in, out;
  double (*act)(double);
} Layer;
typedef struct {
  Layer *l;
  int n;
} Net;
static double relu(double x) { return x > 0 ? x : 0; }
static double id(double x) { return x; }
static double forward(Net *net, const double *x) {
  int n = net->l[0].in;
  double *cur = malloc(n * 8);
  memcpy(cur, x, n * 8);
  for (int k = 0; k < net->n; k++) {
    Layer *l = &net->l[k];
    double *nx = malloc(l->out * 8);
    for (int o = 0; o < l->out; o++) {
      double s = l->b[o];
      for (int i = 0; i < l->in; i++) s += l->w[o * l->in + i] * cur[i];
      nx[o] = l->act(s);
    }
    free(cur);
    cur = nx;
  }
  double r = cur[0];
  free(cur);
  return r;
}
static double loss(Net *net, const double *xs, const double *ys, int m) {
  double s = 0;
  for (int i = 0; i < m; i++) {
    double d = forward(net, xs + 2 * i) - ys[i];
    s += d * d;
  }
  return s / m;
}
static Net mknet(double seed) {
  Net n = {calloc(2, sizeof(Layer)), 2};
  int sz[] = {2, 3, 1};
  for (int k = 0; k < 2; k++) {
    Layer *l = &n.l[k];
    l->in = sz[k];
    l->out = sz[k + 1];
    l->w = malloc(l->in * l->out * 8);
    l->b = malloc(l->out * 8);
    for (int i = 0; i < l->in * l->out; i++) l->w[i] = seed * sin(i + k + 1);
    for (int i = 0; i < l->out; i++) l->b[i] = seed * .1 * i;
    l->act = k ? id : tanh;
  }
  return n;
}
typedef struct {
  double mean, var;
  int n;
} Stats;
static void stats(const double *x, int n, Stats *s) {
  s->n = n;
  s->mean = 0;
  for (int i = 0; i < n; i++) s->mean += x[i];
  s->mean /= n;
  s->var = 0;
  for (int i = 0; i < n; i++) s->var += (x[i] - s->mean) * (x[i] - s->mean);
  s->var /= n - 1;
}
static double swapd(double *a, double *b) {
  double t = *a;
  *a = *b;
  *b = t * t;
  return *a * *b;
}
static int parse(const char *s, double *out) {
  int n = 0;
  char *e;
  for (;;) {
    double v = strtod(s, &e);
    if (e == s) break;
    out[n++] = v;
    s = e;
  }
  return n;
}
static double textpoly(double x, const char *s) {
  double c[16];
  int n = parse(s, c);
  double r = 0;
  while (n--) r = r * x + c[n];
  return r;
}
static double *rows[3];
static double ragged(double x) {
  double s = 0;
  for (int i = 0; i < 3; i++) {
    rows[i] = malloc((i + 1) * 8);
    for (int j = 0; j <= i; j++) rows[i][j] = x * (i + j);
  }
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j <= i; j++) s += rows[i][j] * rows[i][j];
    free(rows[i]);
  }
  return s;
}
static int solve(double a, double b, double c, double *r) {
  double d = b * b - 4 * a * c;
  if (d < 0) return 0;
  r[0] = (-b - sqrt(d)) / (2 * a);
  r[1] = (-b + sqrt(d)) / (2 * a);
  return 2;
}
static double roots(double a, double b, double c) {
  double r[2];
  if (!solve(a, b, c, r)) return NAN;
  return r[0] * r[0] + r[1];
}
typedef struct {
  double a, b, c;
} D3;
D3 __enzyme_autodiff3(void *, ...);
int main() {
  Net n = mknet(.7), d = mknet(0);
  double xs[] = {.1, .2, .5, -.4, 1, .3}, ys[] = {.5, -.2, .1};
  __enzyme_autodiffv((void *)loss, enzyme_dup, &n, &d, enzyme_const, xs, enzyme_const, ys, 3);
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < n.l[k].in * n.l[k].out; i++) {
      double o = n.l[k].w[i], h = 1e-5;
      n.l[k].w[i] = o + h;
      double a = loss(&n, xs, ys, 3);
      n.l[k].w[i] = o - h;
      a = (a - loss(&n, xs, ys, 3)) / 2 / h;
      n.l[k].w[i] = o;
      NEARF(d.l[k].w[i], a);
    }
  double x[4] = {1, 3, 2, 5}, dx[4] = {0};
  Stats s, ds = {0, 1, 0};
  __enzyme_autodiffv((void *)stats, x, dx, 4, enzyme_dup, &s, &ds);
  for (int i = 0; i < 4; i++) NEAR(dx[i], 2 * (x[i] - 2.75) / 3);
  NEAR(ds.var, 0);
  ds = (Stats){1, 0, 0};
  memset(dx, 0, 32);
  __enzyme_autodiffv((void *)stats, x, dx, 4, enzyme_dupnoneed, &s, &ds);
  NEAR(dx[2], .25);
  double a = 2, b = 3, da = 0, db = 0;
  __enzyme_autodiffv((void *)swapd, &a, &da, &b, &db);
  NEAR(a, 3);
  NEAR(b, 4);
  NEAR(da, 2 * 2 * 3);
  NEAR(db, 4);
  double q = 2, dq = 0;
  __enzyme_autodiffv((void *)swapd, &q, &dq, &q, &dq);
  NEAR(q, 4);
  NEAR(__enzyme_autodiff((void *)textpoly, 2., enzyme_const, "1 2 3"), 14);
  NEAR(__enzyme_autodiff((void *)ragged, 1.5), 3 * (0 + 1 + 4 + 4 + 9 + 16));
  D3 g = __enzyme_autodiff3((void *)roots, 1., -5., 6.);
  NEAR(g.b, 2 * 2 * 2 - 3);
  NEAR(g.c, 4 - 1);
  DONE;
}

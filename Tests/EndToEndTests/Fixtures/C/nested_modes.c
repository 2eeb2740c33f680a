// Requests inside of what is differentiated: all pairs of modes, several directions, in loops, behind pointers, to
// order 4.

#include "convention.h"

#define N 3
typedef struct {
  double v[3];
} Three;
extern Three __enzyme_fwddiff_three(void *, ...);
typedef struct {
  void *tape;
  double value;
} TV;
extern TV __enzyme_augmentfwd_tv(void *, ...);
static double f(const double *x, int n) {
  double *t = malloc(n * 8), s = 0;
  for (int i = 0; i < n; i++)
    t[i] = sin(x[i]) * x[(i + 1) % n];
  for (int i = 0; i < n; i++)
    s += t[i] > 0 ? t[i] * t[i] : t[i] * x[i];
  free(t);
  return s;
}
static void grad(const double *x, double *g, int n) {
  for (int i = 0; i < n; i++)
    g[i] = 0;
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, g, enzyme_const, n);
}
static void hessian_vector(const double *x, double h[N][N], int n) {
  double e[N][N] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, g[N];
  __enzyme_fwddiff_void((void *)grad, enzyme_width, 3, enzyme_dup, x, e[0], e[1], e[2], enzyme_dupnoneed, g, h[0], h[1],
                        h[2], enzyme_const, n);
}
static void hessian_v(const double *x, double h[N][N], int n) {
  double e[N][N] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, g[N];
  __enzyme_fwddiff_void((void *)grad, enzyme_width, 3, enzyme_dupv, sizeof e[0], x, e, enzyme_dupnoneedv, sizeof h[0],
                        g, h, enzyme_const, n);
}
static double dir(const double *x, const double *v, int n) {
  return __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, n);
}
static double dirdir(const double *x, const double *v, int n) {
  return __enzyme_fwddiff((void *)dir, enzyme_dup, x, v, enzyme_const, v, enzyme_const, n);
}
static double normg(const double *x, int n) {
  double g[N] = {0}, s = 0;
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, g, enzyme_const, n);
  for (int i = 0; i < n; i++)
    s += g[i] * g[i];
  return s;
}
/// Five steps of descent, with the gradient of each.
static double descend(const double *x0, int n) {
  double x[N], g[N];
  memcpy(x, x0, sizeof x);
  for (int k = 0; k < 5; k++) {
    memset(g, 0, sizeof g);
    __enzyme_autodiff_void((void *)f, enzyme_dup, x, g, enzyme_const, n);
    for (int i = 0; i < n; i++)
      x[i] -= 0.05 * g[i];
  }
  return f(x, n);
}
typedef double (*fn)(const double *, int);
static double viaptr(fn *p, const double *x, int n) { return p[0](x, n) * x[0]; }
static double third(const double *x, const double *v, int n) {
  double g[N] = {0};
  __enzyme_autodiff_void((void *)dirdir, enzyme_dup, x, g, enzyme_const, v, enzyme_const, n);
  double s = 0;
  for (int i = 0; i < n; i++)
    s += g[i] * v[i];
  return s;
}
int main(void) {
  double x[N] = {0.4, -0.9, 1.3}, H[N][N], h = 1e-5, v[N] = {1, 0.5, -2};
  for (int j = 0; j < N; j++) {
    double a[N], b[N], ga[N], gb[N];
    memcpy(a, x, sizeof x);
    memcpy(b, x, sizeof x);
    a[j] += h;
    b[j] -= h;
    grad(a, ga, N);
    grad(b, gb, N);
    for (int i = 0; i < N; i++)
      H[j][i] = (ga[i] - gb[i]) / (2 * h);
  }
  double A[N][N] = {{0}};
  hessian_vector(x, A, N);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      near_within("width over reverse", A[i][j], H[i][j], 1e-7);
  memset(A, 0, sizeof A);
  hessian_v(x, A, N);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      near_within("dupv over reverse", A[i][j], H[i][j], 1e-7);
  double q = 0, Hv[N] = {0};
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      q += v[i] * H[i][j] * v[j], Hv[i] += H[i][j] * v[j];
  near_within("fwd over fwd", dirdir(x, v, N), q, 1e-7);
  double d[N] = {0};
  __enzyme_autodiff_void((void *)dir, enzyme_dup, x, d, enzyme_const, v, enzyme_const, N);
  for (int i = 0; i < N; i++)
    near_within("rev over fwd", d[i], Hv[i], 1e-7);
  double g[N], r[N] = {0};
  grad(x, g, N);
  __enzyme_autodiff_void((void *)normg, enzyme_dup, x, r, enzyme_const, N);
  for (int i = 0; i < N; i++) {
    double w = 0;
    for (int j = 0; j < N; j++)
      w += 2 * H[i][j] * g[j];
    near_within("rev over rev", r[i], w, 1e-7);
  }
  double r2[N] = {0};
  double dd[N] = {0};
  __enzyme_autodiff_void((void *)descend, enzyme_dup, x, dd, enzyme_const, N);
  for (int j = 0; j < N; j++) {
    double a[N], b[N];
    memcpy(a, x, sizeof x);
    memcpy(b, x, sizeof x);
    a[j] += h;
    b[j] -= h;
    near_within("through descent", dd[j], (descend(a, N) - descend(b, N)) / (2 * h), 1e-7);
  }
  near_within("fwd through descent", __enzyme_fwddiff((void *)descend, enzyme_dup, x, v, enzyme_const, N),
              dd[0] * v[0] + dd[1] * v[1] + dd[2] * v[2], 1e-9);
  // split over reverse
  double sg[N] = {0};
  TV t = __enzyme_augmentfwd_tv((void *)normg, enzyme_dup, x, sg, enzyme_const, N);
  __enzyme_reverse_void((void *)normg, enzyme_dup, x, sg, enzyme_const, N, 1.0, t.tape);
  for (int i = 0; i < N; i++)
    near("split over reverse", sg[i], r[i]);
  // pointer to a function that contains a request
  fn p[1] = {normg};
  memset(r2, 0, sizeof r2);
  fn sp[1] = {0};
  __enzyme_autodiff_void((void *)viaptr, enzyme_dup, p, sp, enzyme_dup, x, r2, enzyme_const, N);
  for (int i = 0; i < N; i++)
    near("request behind pointer", r2[i], x[0] * r[i] + (i == 0 ? normg(x, N) : 0));
  double e = 1e-4, a[N], b[N];
  for (int i = 0; i < N; i++)
    a[i] = x[i] + e * v[i], b[i] = x[i] - e * v[i];
  near_within("third", third(x, v, N), (dirdir(a, v, N) - dirdir(b, v, N)) / (2 * e), 1e-6);
  near_within("fourth", __enzyme_fwddiff((void *)third, enzyme_dup, x, v, enzyme_const, v, enzyme_const, N),
              (third(a, v, N) - third(b, v, N)) / (2 * e), 1e-6);
  return verdict("nested_modes");
}

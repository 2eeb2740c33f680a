// qsort and bsearch with comparators, and copies by all names.

#include "near.h"
#include <strings.h>
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
double f(double *x, int n) {
  double *y = malloc(n * 8), *z = malloc(n * 8);
  memcpy(y, x, n * 8);
  memmove(y + 1, y, (n - 1) * 8);
  memset(z, 0, n * 8);
  bcopy(y, z, n * 8);
  z[0] += x[n - 1];
  double s = 0;
  for (int i = 0; i < n; i++) s += z[i] * z[i] * (i + 1);
  free(y);
  free(z);
  return s;
}
static int cmp(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
double med(double *x, int n) {
  double *y = malloc(n * 8);
  memcpy(y, x, n * 8);
  qsort(y, n, 8, cmp);
  double s = 0;
  for (int i = 0; i < n; i++) s += y[i] * (i + 1);
  free(y);
  return s;
}
struct kv {
  int k;
  double v;
};
static int cmpk(const void *a, const void *b) { return ((const struct kv *)a)->k - ((const struct kv *)b)->k; }
double srt(double *x, int n) {
  struct kv *p = malloc(n * sizeof *p);
  for (int i = 0; i < n; i++) {
    p[i].k = (i * 7 + 3) % n;
    p[i].v = x[i] * x[i];
  }
  qsort(p, n, sizeof *p, cmpk);
  double s = 0;
  for (int i = 0; i < n; i++) s += p[i].v * i;
  struct kv key = {2, 0};
  struct kv *q = bsearch(&key, p, n, sizeof *p, cmpk);
  s += 10 * q->v;
  free(p);
  return s;
}
double grid[5] = {0, 1, 2, 3, 4};
double bs(double *x, int n) {
  double s = 0;
  for (int j = 0; j < n; j++) {
    int lo = 0, hi = 4;
    while (hi - lo > 1) {
      int m = (lo + hi) / 2;
      if (grid[m] <= x[j]) lo = m;
      else hi = m;
    }
    s += (x[j] - grid[lo]) * (lo + 1);
  }
  return s;
}
double fd(double (*f)(double *, int), double *x, int n, int i) {
  double h = 1e-4, y[16];
  memcpy(y, x, n * 8);
  y[i] += h;
  double a = f(y, n);
  memcpy(y, x, n * 8);
  y[i] -= h;
  return (a - f(y, n)) / 2 / h;
}
int main() {
  double x[6] = {1.5, .3, 2.2, 3.1, .9, 1.1};
  double v[6] = {1, -1, 2, .5, 3, 1};
#define T(f)                                                                                                           \
  {                                                                                                                    \
    double y[6], dx[6] = {0};                                                                                          \
    memcpy(y, x, 48);                                                                                                  \
    __enzyme_autodiffv((void *)f, enzyme_dup, y, dx, enzyme_const, 6);                                                 \
    double t = 0;                                                                                                      \
    for (int i = 0; i < 6; i++) {                                                                                      \
      NEARF(dx[i], fd(f, x, 6, i));                                                                                    \
      t += dx[i] * v[i];                                                                                               \
    }                                                                                                                  \
    NEAR(__enzyme_fwddiff((void *)f, y, v, 6), t);                                                                     \
  }
  T(f) T(med) T(srt) T(bs) DONE;
}

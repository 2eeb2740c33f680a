// Atomic counters, accesses, additions to numbers and exchanges of them.

#include "near.h"
#include <stdatomic.h>
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double f(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double old, nw;
    __atomic_load(&s, &old, __ATOMIC_SEQ_CST);
    nw = old + x[i] * x[i];
    __atomic_store(&s, &nw, __ATOMIC_SEQ_CST);
  }
  return s;
}
double g(double *x, int n) {
  int c = 0;
  double s = 0;
  for (int i = 0; i < n; i++) {
    int k = __atomic_fetch_add(&c, 1, __ATOMIC_RELAXED);
    s += x[k] * x[k] * k;
  }
  return s;
}
double h(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) __atomic_fetch_add(&s, x[i] * x[i], __ATOMIC_RELAXED);
  return s;
}
atomic_int calls;
double k(double *x, int n) {
  atomic_fetch_add(&calls, 1);
  double s = 1;
  for (int i = 0; i < n; i++) s *= x[i];
  return s;
}
_Atomic double tot;
double m(double *x, int n) {
  tot = 0;
  for (int i = 0; i < n; i++) tot = tot + x[i] * x[i];
  return tot;
}
double vol(double *x, int n) {
  volatile double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}
double fe(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += x[i] * x[i];
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
  }
  __sync_synchronize();
  return s;
}
double counted(double x, double *stats) {
  __atomic_fetch_add(stats, 1.0, __ATOMIC_RELAXED);
  return x * x;
}
double both(double *x, double *y, int n) {
  for (int i = 0; i < n; i++) {
    double o = __atomic_fetch_sub(&y[i % 2], x[i] * x[i], __ATOMIC_RELAXED);
    y[2] += o * x[i];
  }
  return y[0] * y[1] + y[2];
}
double slope(double *x0, double *y0, int i) {
  double x[4], y[3], h = 1e-5;
  memcpy(x, x0, 32);
  memcpy(y, y0, 24);
  if (i < 4) x[i] += h;
  else y[i - 4] += h;
  double a = both(x, y, 4);
  memcpy(x, x0, 32);
  memcpy(y, y0, 24);
  if (i < 4) x[i] -= h;
  else y[i - 4] -= h;
  return (a - both(x, y, 4)) / 2 / h;
}
int main() {
  double x[3] = {1, 2, 3}, v[3] = {1, 1, 1};
#define T(f, c)                                                                                                        \
  {                                                                                                                    \
    double dx[3] = {0};                                                                                                \
    __enzyme_autodiff((void *)f, x, dx, 3);                                                                            \
    for (int i = 0; i < 3; i++) NEAR(dx[i], (c));                                                                      \
    NEAR(__enzyme_fwddiff((void *)f, x, v, 3), dx[0] + dx[1] + dx[2]);                                                 \
  }
  T(f, 2 * x[i]) T(g, 2 * x[i] * i) T(k, 6 / x[i]) T(vol, 2 * x[i]) T(fe, 2 * x[i]) T(h, 2 * x[i]) T(m, 2 * x[i]) {
    double s = 0;
    NEAR(__enzyme_autodiff((void *)counted, 3., enzyme_const, &s), 6);
    NEAR(s, 1);
    NEAR(__enzyme_fwddiff((void *)counted, 3., 1., enzyme_const, &s), 6);
    double x[4] = {1, 2, 3, .5}, y0[3] = {2, 3, 1}, y[3], dx[4] = {0}, dy[3] = {0};
    memcpy(y, y0, 24);
    __enzyme_autodiff((void *)both, enzyme_dup, x, dx, enzyme_dup, y, dy, 4);
    for (int i = 0; i < 7; i++) NEARF(i < 4 ? dx[i] : dy[i - 4], slope(x, y0, i));
    double tx[4] = {1, 2, 3, 4}, ty[3] = {5, 6, 7}, w = 0;
    for (int i = 0; i < 7; i++) w += (i < 4 ? tx[i] * dx[i] : ty[i - 4] * dy[i - 4]);
    memcpy(y, y0, 24);
    NEAR(__enzyme_fwddiff((void *)both, enzyme_dup, x, tx, enzyme_dup, y, ty, 4), w);
  }
  DONE;
}

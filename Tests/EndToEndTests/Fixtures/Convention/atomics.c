// Atomic counters and accesses.

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
int main() {
  double x[3] = {1, 2, 3}, v[3] = {1, 1, 1};
#define T(f, c)                                                                                                        \
  {                                                                                                                    \
    double dx[3] = {0};                                                                                                \
    __enzyme_autodiff((void *)f, x, dx, 3);                                                                            \
    for (int i = 0; i < 3; i++) NEAR(dx[i], (c));                                                                      \
    NEAR(__enzyme_fwddiff((void *)f, x, v, 3), dx[0] + dx[1] + dx[2]);                                                 \
  }
  T(f, 2 * x[i])
  T(g, 2 * x[i] * i) T(k, 6 / x[i]) T(vol, 2 * x[i]) T(fe, 2 * x[i])
#ifdef MORE
      T(h, 2 * x[i]) T(m, 2 * x[i])
#endif
          DONE;
}

// Compare-and-exchange of numbers in loops: sums, products and maxima, by atomic types and by bits.

#include "near.h"
#include <stdatomic.h>
extern int enzyme_dup, enzyme_const;
extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
static void add(_Atomic double *p, double v) {
  double old = atomic_load(p);
  while (!atomic_compare_exchange_weak(p, &old, old + v)) {}
}
static void add_bits(double *p, double v) {
  unsigned long long *bits = (unsigned long long *)p, old, new;
  do {
    double number;
    old = __atomic_load_n(bits, __ATOMIC_RELAXED);
    memcpy(&number, &old, 8);
    number += v;
    memcpy(&new, &number, 8);
  } while (!__atomic_compare_exchange_n(bits, &old, new, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
}
double f1(const double *x, int n) {
  _Atomic double s = 0;
  for (int i = 0; i < n; i++) add(&s, x[i] * x[i]);
  return s * x[0];
}
double f2(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) add_bits(&s, x[i] * x[0]);
  return s * s;
}
double f3(const double *x, int n) {
  static atomic_int calls;
  atomic_fetch_add(&calls, 1);
  _Atomic double m = x[0];
  for (int i = 1; i < n; i++) {
    double old = m;
    while (old < x[i] && !atomic_compare_exchange_strong(&m, &old, x[i])) {}
  }
  return m * m;
}
double f4(const double *x, int n) {
  _Atomic double s = 1;
  for (int i = 0; i < n; i++) s *= x[i];
  double expected = 7;
  if (atomic_compare_exchange_strong(&s, &expected, 8.0)) return 0;
  return s + expected * x[0];
}
double f5(const double *x, int n) {
  _Atomic float s = 0;
  for (int i = 0; i < n; i++) s *= 2.0f, s += (float)x[i];
  return s;
}
#define CHECK(f, near)                                                                                                \
  do {                                                                                                                \
    double x[] = {.3, .7, .5}, dx[3] = {0}, v[] = {1, -.5, 2}, along = 0;                                             \
    __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 3);                                                 \
    for (int i = 0; i < 3; i++) {                                                                                     \
      double y[] = {.3, .7, .5}, z[] = {.3, .7, .5}, h = 1e-3;                                                        \
      y[i] += h, z[i] -= h;                                                                                           \
      near(dx[i], (f(y, 3) - f(z, 3)) / (2 * h));                                                                     \
      along += dx[i] * v[i];                                                                                          \
    }                                                                                                                 \
    NEARF(__enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, 3), along);                                     \
  } while (0)
#define ROUGH(got, want) near_(__LINE__, #got, (got), (want), 1e-3)
int main() {
  CHECK(f1, NEARF);
  CHECK(f2, NEARF);
  CHECK(f3, NEARF);
  CHECK(f4, NEARF);
  CHECK(f5, ROUGH);
  DONE;
}

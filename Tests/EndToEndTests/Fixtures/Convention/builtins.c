// Compiler builtins.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double f(double x, int n) {
  if (__builtin_expect(n < 0, 0)) __builtin_unreachable();
  __builtin_assume(n > 0);
  double s = __builtin_fma(x, x, 1.0);
  for (int i = 0; i < n; i++) s += __builtin_copysign(x, -1.0) * __builtin_fmin(x, i) * __builtin_fmax(x, i);
  return __builtin_isnan(s) ? 0 : s;
}
double g(double *x, int n) {
  double s = 0;
  double *p = __builtin_assume_aligned(x, 8);
  for (int i = 0; i < n; i++) {
    __builtin_prefetch(&p[i + 1], 0, 1);
    s += __builtin_sqrt(p[i]) * __builtin_popcount(i) * __builtin_ctz(i + 1);
  }
  return s + __builtin_fabs(x[0]) + __builtin_powi(x[1], 3) + __builtin_elementwise_max(x[0], x[1]) +
         __builtin_elementwise_abs(x[2]);
}
double h(double x) {
  double *p = __builtin_alloca(4 * sizeof(double));
  for (int i = 0; i < 4; i++) p[i] = x * i;
  int o;
  if (__builtin_add_overflow(1, 2, &o)) __builtin_trap();
  return p[3] * p[2] * o + __builtin_choose_expr(1, x, 0) + __builtin_constant_p(x) * 0 +
         (__builtin_object_size(p, 0) > 0) * x;
}
struct P {
  double a, b;
};
double k(double x) {
  struct P p = {x, 2}, q;
  __builtin_memcpy(&q, &p, sizeof q);
  q.b = __builtin_huge_val() > x ? q.a : 0;
  return q.a * q.b + __builtin_signbit(x) + __builtin_bit_cast(long, 1.0) * 0;
}
double sw(double x, int n) {
  double r = 1;
  switch (n) {
  case 3:
    r *= x;
    __attribute__((fallthrough));
  case 2:
    r *= x;
  case 1:
    r *= x;
    break;
  default:
    __builtin_unreachable();
  }
  return r;
}
double fd1(double (*f)(double, int), double x, int n) {
  double h = 1e-5;
  return (f(x + h, n) - f(x - h, n)) / 2 / h;
}
int main() {
  NEARF(__enzyme_autodiff((void *)f, 2.5, 5), fd1(f, 2.5, 5));
  NEARF(__enzyme_fwddiff((void *)f, 2.5, 1., 5), fd1(f, 2.5, 5));
  double x[4] = {1, 2, 3, 4}, dx[4] = {0};
  __enzyme_autodiff((void *)g, x, dx, 4);
  NEAR(dx[0], 1);
  NEAR(dx[1], 1 / (2 * sqrt(2)) + 12 + 1);
  NEAR(dx[2], 1);
  NEAR(dx[3], .25 * 2 * 2);
  NEARF(__enzyme_autodiff((void *)h, 2.), 2 * 18 * 2 + 1 + 1);
  NEAR(__enzyme_autodiff((void *)k, 3.), 6);
  NEAR(__enzyme_autodiff((void *)sw, 3., 3), 27);
  NEAR(__enzyme_autodiff((void *)sw, 3., 1), 1);
  DONE;
}

// Functions with a variable number of arguments: sums, formats, lists handed on and copied, structures, recursion.

#include "near.h"
#include <stdarg.h>
extern int enzyme_dup, enzyme_const;
extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
static double sum(int n, ...) {
  va_list a;
  va_start(a, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += va_arg(a, double);
  va_end(a);
  return s;
}
NI double product(int n, ...) {
  va_list a;
  va_start(a, n);
  double s = 1;
  for (int i = 0; i < n; i++) s *= va_arg(a, double) + va_arg(a, int);
  va_end(a);
  return s;
}
NI double formatted(const char *format, ...) {
  va_list a;
  va_start(a, format);
  double s = 0;
  for (; *format; format++) {
    if (*format == 'd') {
      s += va_arg(a, double);
    } else if (*format == 'p') {
      s *= *va_arg(a, double *);
    } else {
      s -= va_arg(a, int);
    }
  }
  va_end(a);
  return s;
}
static double squares(int n, va_list a) {
  double s = 0;
  while (n--) {
    double y = va_arg(a, double);
    s += y * y;
  }
  return s;
}
NI double twice(int n, ...) {
  va_list a, b;
  va_start(a, n);
  va_copy(b, a);
  double s = squares(n, a) * squares(n, b);
  va_end(a);
  va_end(b);
  return s;
}
static char text[200];
NI double traced(const char *format, double y, ...) {
  va_list a;
  va_start(a, y);
  vsnprintf(text, sizeof text, format, a);
  va_end(a);
  return y * y;
}
typedef struct {
  double x, y;
} Pair;
typedef struct {
  double a[4];
  int n;
} Large;
typedef struct {
  float f;
  int i;
} Small;
NI double structures(int n, ...) {
  va_list a;
  va_start(a, n);
  Pair p = va_arg(a, Pair);
  Large l = va_arg(a, Large);
  Small s = va_arg(a, Small);
  double y = va_arg(a, double);
  va_end(a);
  double r = p.x * p.y * s.i;
  for (int i = 0; i < l.n; i++) r += l.a[i] * l.a[i];
  return r * y + s.f;
}
typedef double (*Function)(double);
NI double pipeline(double x, ...) {
  va_list a;
  va_start(a, x);
  for (Function f; (f = va_arg(a, Function));) x = f(x);
  va_end(a);
  return x;
}
NI double nested(int depth, ...) {
  va_list a;
  va_start(a, depth);
  double x = va_arg(a, double);
  va_end(a);
  return depth ? x * nested(depth - 1, x + 1) : x;
}
NI void outputs(double x, ...) {
  va_list a;
  va_start(a, x);
  for (double *p; (p = va_arg(a, double *)); x *= x) *p = x;
  va_end(a);
}
double f1(const double *x) {
  return sum(12, x[0], x[1], x[2], x[0] * x[0], x[1] * x[1], x[2], x[0], x[1], x[2], x[0] * x[1], x[2] * x[1], x[0]);
}
double f2(const double *x) { return product(2, x[0], 3, x[1] * x[2], 4); }
double f3(const double *x) {
  double y = x[1] * x[1];
  return formatted("ddpi", x[0], x[2], &y, 3);
}
double f4(const double *x) { return twice(2, x[0], x[1] * x[2]); }
double f5(const double *x) { return traced("%g %d", x[0] * x[1], x[1], 3); }
double f6(const double *x) {
  Pair p = {x[0], x[1]};
  Large l = {{x[0], x[1], x[2], 1}, 3};
  Small s = {2, 3};
  return structures(1, p, l, s, x[2]);
}
double f7(const double *x) { return pipeline(x[0], sin, exp, (Function)0) * pipeline(x[1], cos, (Function)0); }
double f8(const double *x) {
  double s = 0;
  for (int i = 0; i < 3; i++) s += nested(i + 1, x[i]);
  return s;
}
double f9(const double *x) {
  double a, b, c;
  outputs(x[0] + x[1], &a, &b, &c, (double *)0);
  return a * b + c;
}
#define CHECK(f)                                                                                                      \
  do {                                                                                                                \
    double x[] = {.3, .4, .5}, dx[3] = {0}, v[] = {1, -.5, 2}, along = 0;                                             \
    __enzyme_autodiff((void *)f, enzyme_dup, x, dx);                                                                  \
    for (int i = 0; i < 3; i++) {                                                                                     \
      double y[] = {.3, .4, .5}, z[] = {.3, .4, .5};                                                                  \
      y[i] += 1e-5, z[i] -= 1e-5;                                                                                     \
      NEAR(dx[i], (f(y) - f(z)) / 2e-5);                                                                              \
      along += dx[i] * v[i];                                                                                          \
    }                                                                                                                 \
    NEAR(__enzyme_fwddiff((void *)f, enzyme_dup, x, v), along);                                                       \
  } while (0)
int main() {
  CHECK(f1);
  CHECK(f2);
  CHECK(f3);
  CHECK(f4);
  CHECK(f5);
  CHECK(f6);
  CHECK(f7);
  CHECK(f8);
  CHECK(f9);
  DONE;
}

// Requests in helpers that get the function as a parameter, a template argument, or a field.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename RT, typename... Args> RT __enzyme_autodiff(void *, Args...);
template <typename RT, typename... Args> RT __enzyme_fwddiff(void *, Args...);
extern double __enzyme_autodiff_c(void *, ...);
static inline double deriv(double (*f)(double), double x) { return __enzyme_autodiff<double>((void *)f, x); }
inline double derivv(void *f, double x) { return __enzyme_autodiff_c(f, x); }
template <typename... A> double gradT(double (*f)(A...), A... a) { return __enzyme_autodiff<double>((void *)f, a...); }
template <auto F> double gradF(double x) { return __enzyme_autodiff<double>((void *)F, x); }
template <class T> struct Diff {
  T f;
  double operator()(double x) { return __enzyme_autodiff<double>((void *)f, x); }
};
double sq(double x) { return x * x; }
double cb(double x) { return x * x * x; }
double wrap2(double (*f)(double), double x) { return deriv(f, x) + 1; }
struct Solver {
  double (*f)(double);
  Solver(double (*f)(double)) : f(f) {}
  double newton(double x) {
    for (int i = 0; i < 20; i++) x -= f(x) / __enzyme_autodiff<double>((void *)f, x);
    return x;
  }
};
double eq(double x) { return x * x - 2; }
double newton(double (*f)(double), double x) {
  for (int i = 0; i < 20; i++) x -= f(x) / __enzyme_autodiff<double>((void *)f, x);
  return x;
}
template <typename F> auto lam(F f, double x) {
  double (*p)(double) = f;
  return __enzyme_autodiff<double>((void *)p, x);
}
template <typename F> double viaobj(const F &f, double x) {
  auto call = +[](const F *f, double x) { return (*f)(x); };
  return __enzyme_autodiff<double>((void *)call, enzyme_const, (void *)&f, enzyme_out, x);
}
double d2(double x) { return deriv(cb, x); }
typedef double (*fp)(double);
#define GRAD(f, x) __enzyme_autodiff<double>((void *)f, x)
int main() {
  NEAR(deriv(sq, 3), 6);
  NEAR(deriv(cb, 2), 12);
  NEAR(derivv((void *)sq, 3), 6);
  NEAR(derivv((void *)cb, 2), 12);
  NEAR(gradT(sq, 3.), 6);
  NEAR(gradT(cb, 2.), 12);
  NEAR(gradF<sq>(3), 6);
  NEAR(gradF<&cb>(2), 12);
  Diff<double (*)(double)> d{sq};
  NEAR(d(3), 6);
  NEAR(wrap2(sq, 3), 7);
  NEAR(wrap2(cb, 2), 13);
  NEAR(newton(eq, 1), sqrt(2));
  NEAR(lam([](double x) { return x * x; }, 3), 6);
  double k = 5;
  NEAR(viaobj([=](double x) { return k * x * x; }, 3), 30);
  NEAR(deriv(d2, 2), 12);
  NEAR(GRAD(sq, 4.0), 8);
  fp t[2] = {sq, cb};
  NEAR(deriv(t[0], 3), 6);
  Solver s(eq);
  NEAR(s.newton(1), sqrt(2));
  DONE;
}

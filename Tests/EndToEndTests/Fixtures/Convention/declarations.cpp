// Requests declared in every manner of C++.

#include "near.h"
extern int enzyme_dup;
extern int enzyme_const;
extern int enzyme_out;
extern int enzyme_width;
extern int enzyme_primal_return;
extern double __enzyme_autodiff(void *, ...);
template <typename RT, typename... Args> RT __enzyme_autodiff(void *, Args...);
template <typename RT, typename... Args> RT __enzyme_fwddiff(void *, Args...);
template <typename... Args> void __enzyme_autodiffv(void *, Args...);
extern "C" double __enzyme_autodiff_c(void *, ...);
namespace ns {
double __enzyme_autodiff(void *, ...);
struct S {
  static double __enzyme_autodiff(void *, ...);
};
} // namespace ns
double f(double x) { return x * x; }
double ref(double &x, double y) {
  x = x * y;
  return x * x;
}
double cref(const double &x, const double &y) { return x * y * y; }
struct G2 {
  double x, y;
};
struct Vec {
  double x, y, z;
};
double len(const Vec &v) { return sqrt(v.x * v.x + v.y * v.y + v.z * v.z); }
double two(double a, double b) { return a * a * b; }
struct Obj {
  double k;
  double method(double x) { return k * x * x; }
  static double st(double x) { return x * x * x; }
  double operator()(double x) const { return k * x; }
};
double viaobj(Obj *o, double x) { return o->method(x) + (*o)(x); }
template <class F> double grad(F f, double x) { return __enzyme_autodiff<double>((void *)+f, x); }
template <class T> T poly(T x) { return x * x + 3 * x; }
int main() {
  NEAR(__enzyme_autodiff((void *)f, 3.0), 6);
  NEAR(__enzyme_autodiff<double>((void *)f, 3.0), 6);
  NEAR(__enzyme_autodiff_c((void *)f, 3.0), 6);
  NEAR(ns::__enzyme_autodiff((void *)f, 3.0), 6);
  NEAR(ns::S::__enzyme_autodiff((void *)f, 3.0), 6);
  auto g = __enzyme_autodiff<G2>((void *)two, 2.0, 3.0);
  NEAR(g.x, 12);
  NEAR(g.y, 4);
  g = __enzyme_autodiff<G2>((void *)two, enzyme_out, 2.0, enzyme_out, 3.0);
  NEAR(g.x, 12);
  NEAR(g.y, 4);
  NEAR((__enzyme_autodiff<double, double, int, double>((void *)two, 2.0, enzyme_const, 3.0)), 12);
  double x = 2, dx = 0;
  double dy = __enzyme_autodiff<double>((void *)ref, &x, &dx, 3.0);
  NEAR(dx, 36);
  NEAR(dy, 24);
  double y = 3, ddy = 0;
  x = 2;
  dx = 0;
  __enzyme_autodiff<void>((void *)cref, enzyme_dup, &x, &dx, enzyme_dup, &y, &ddy);
  NEAR(dx, 9);
  NEAR(ddy, 12);
  dx = 0;
  __enzyme_autodiffv((void *)cref, enzyme_dup, &x, &dx, enzyme_const, &y);
  NEAR(dx, 9);
  Vec v{1, 2, 2}, dv{};
  __enzyme_autodiff<void>((void *)len, &v, &dv);
  NEAR(dv.x, 1. / 3);
  NEAR(dv.z, 2. / 3);
  Obj o{3}, dobj{0};
  double d = __enzyme_autodiff<double>((void *)viaobj, enzyme_dup, &o, &dobj, 2.0);
  NEAR(d, 3 * 4 + 3);
  NEAR(dobj.k, 6);
  NEAR(__enzyme_autodiff<double>((void *)Obj::st, 2.0), 12);
  NEAR(grad([](double x) { return x * x * x; }, 2.0), 12);
  NEAR(__enzyme_autodiff<double>((void *)poly<double>, 2.0), 7);
  NEARF(__enzyme_autodiff<float>((void *)poly<float>, 2.0f), 7);
  NEAR(__enzyme_fwddiff<double>((void *)poly<double>, 2.0, 1.0), 7);
  double (*fp)(double) = f;
  NEAR(__enzyme_autodiff<double>((void *)fp, 3.0), 6);
  DONE;
}

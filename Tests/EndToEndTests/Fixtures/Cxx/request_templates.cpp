// Templates around requests, lambdas, structures by value.

#include <cstdio>
#include <cmath>
#include <utility>
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename R, typename... A> R __enzyme_autodiff(void *, A...);
template <typename R, typename... A> R __enzyme_fwddiff(void *, A...);
static double sq(double x) { return x * x; }
template <typename F, typename... A> auto grad(F f, A... a) { return __enzyme_autodiff<double>((void *)f, a...); }
template <double (*F)(double)> double d(double x) { return __enzyme_autodiff<double>((void *)F, x); }
static double dot(const double *a, const double *b, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += a[i] * b[i];
  return s;
}
struct P {
  double a, b;
};
static double pf(P p) { return p.a * p.b; }
int main() {
  int bad = 0;
  auto near = [&](const char *w, double a, double b) {
    if (!(std::fabs(a - b) < 1e-10))
      bad = 1, printf("FAIL %s %g %g\n", w, a, b);
  };
  near("grad", grad(sq, 3.0), 6);
  near("d", d<sq>(3), 6);
  near("lam", __enzyme_autodiff<double>((void *)+[](double x) { return x * x * x; }, 2.0), 12);
  double x[2] = {1, 2}, y[2] = {3, 4}, dx[2] = {0, 0};
  __enzyme_autodiff<void>((void *)dot, enzyme_dup, x, dx, enzyme_const, y, 2);
  near("dx", dx[1], 4);
  P p{2, 3};
  P g = __enzyme_autodiff<P>((void *)pf, p);
  near("pa", g.a, 3);
  near("pb", g.b, 2);
  P t{1, 1};
  near("fw", __enzyme_fwddiff<double>((void *)pf, p, t), 5);
  if (!bad)
    printf("ok request_templates\n");
  return bad;
}

// Objects with virtual functions: shadows of the same class, and cleared memory.

#include <cstdio>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>
#include <cstdlib>
extern int enzyme_dup, enzyme_const, enzyme_out;
template <class T> T __enzyme_autodiff(void *, ...);
template <class T, class... A> T __enzyme_fwddiff(void *, A...);
extern "C" void *__enzyme_virtualreverse(void *);
struct Shape {
  double k;
  Shape(double k) : k(k) {}
  virtual double area(const double *p) const = 0;
  virtual ~Shape() {}
};
struct Sq : Shape {
  using Shape::Shape;
  double area(const double *p) const override { return k * p[0] * p[1]; }
};
struct Ci : Shape {
  double r;
  Ci(double k, double r) : Shape(k), r(r) {}
  double area(const double *p) const override { return k * r * p[0] * p[0]; }
};
double total(Shape **s, int n, const double *p) {
  double t = 0;
  for (int i = 0; i < n; i++)
    t += s[i]->area(p);
  return t;
}
double one(Shape &s, const double *p) { return s.area(p) * s.area(p); }
static int bad;
static void near(const char *w, double a, double b) {
  if (!(std::fabs(a - b) < 1e-10 * (1 + std::fabs(b))))
    bad = 1, printf("FAIL %s %g %g\n", w, a, b);
}
int main() {
  Sq s(2), ds(0);
  Ci c(3, 5), dc(0, 0);
  Shape *v[2] = {&s, &c}, *dv[2] = {&ds, &dc};
  double p[2] = {1.5, 2}, dp[2] = {0, 0};
  __enzyme_autodiff<double>((void *)total, enzyme_dup, v, dv, enzyme_const, 2, enzyme_dup, p, dp);
  near("p0", dp[0], 2 * 2 + 2 * 15 * 1.5);
  near("p1", dp[1], 3);
  near("k", ds.k, 3);
  near("ck", dc.k, 5 * 2.25);
  near("cr", dc.r, 3 * 2.25);
  char raw[sizeof(Ci)];
  memset(raw, 0, sizeof raw); // shadow without vptr
  dp[0] = dp[1] = 0;
  __enzyme_autodiff<double>((void *)one, enzyme_dup, &c, raw, enzyme_dup, p, dp);
  double A = 15 * 2.25;
  near("p0", dp[0], 2 * A * 2 * 15 * 1.5);
  double dr;
  memcpy(&dr, raw + 16, 8);
  near("r", dr, 2 * A * 3 * 2.25);
  Ci tc(1, 0);
  double tp[2] = {0, 0};
  near("fwd", __enzyme_fwddiff<double>((void *)one, enzyme_dup, &c, &tc, enzyme_dup, p, tp), 2 * A * 5 * 2.25);
  near("const obj", (__enzyme_autodiff<double>((void *)one, enzyme_const, &c, enzyme_dup, p, dp), dp[1]), 0);
  if (!bad)
    printf("ok shadow_objects\n");
  return bad;
}

// C++: results as arrays and tuples, statics, casts, placement, queues, sets, folds.

#include "near.h"
#include <array>
#include <tuple>
#include <complex>
#include <vector>
#include <string_view>
#include <numeric>
#include <algorithm>
#include <new>
#include <memory>
#include <span>
#include <iostream>
#include <sstream>
#include <bitset>
#include <queue>
#include <stack>
#include <set>
int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed, enzyme_width, enzyme_primal_return;
template <typename RT, typename... T> RT __enzyme_autodiff(void *, T...);
template <typename RT, typename... T> RT __enzyme_fwddiff(void *, T...);
double two(double a, double b) { return a * a * b; }
double three(double a, double b, double c) { return a * b * c; }
std::array<double, 3> powers(double x) { return {x, x * x, x * x * x}; }
std::pair<double, double> polar(double r, double t) { return {r * std::cos(t), r * std::sin(t)}; }
std::complex<double> csq(std::complex<double> z) { return z * z; }
double cabs2(std::complex<double> z) { return std::norm(z) + z.real(); }
enum class Op { add, mul };
double op(double a, double b, Op o) { return o == Op::add ? a + b : a * b; }
double guarded(double x) {
  static const std::vector<double> c{1, 2, 3};
  static double k = std::sqrt(4.0);
  double s = 0;
  for (double a : c) s = s * x + a;
  return s * k;
}
thread_local double tls;
double viatls(double x) {
  tls = x * x;
  return tls * x;
}
struct Base {
  virtual ~Base() = default;
  virtual double f(double) const = 0;
};
struct A : Base {
  double k = 2;
  double f(double x) const override { return k * x; }
};
struct B : A {
  double f(double x) const override { return A::f(x) * x; }
  double extra(double x) const { return x * x * x; }
};
double dyn(double x) {
  std::unique_ptr<Base> p = std::make_unique<B>();
  if (auto *b = dynamic_cast<B *>(p.get())) return b->extra(x) + p->f(x);
  return 0;
}
double placed(double x) {
  alignas(A) char buf[sizeof(A)];
  A *a = new (buf) A;
  a->k = x;
  double r = a->f(x);
  a->~A();
  return r;
}
double spans(std::span<const double> s) { return std::inner_product(s.begin(), s.end(), s.begin(), 0.0); }
double usespan(const double *x, int n) { return spans({x, (size_t)n}) + spans(std::span(x, n).subspan(1)); }
double logged(double x) {
  std::ostringstream o;
  o << "x=" << x;
  std::cout << o.str() << "\n";
  return o.str().size() > 100 ? 0 : x * x;
}
double dijkstra(double x) {
  double w[4][4] = {{0, x, 4, 9}, {0, 0, x * x, 5}, {0, 0, 0, x}, {0, 0, 0, 0}};
  double d[4] = {0, 1e9, 1e9, 1e9};
  std::priority_queue<std::pair<double, int>, std::vector<std::pair<double, int>>, std::greater<>> q;
  q.push({0, 0});
  while (!q.empty()) {
    auto [dist, u] = q.top();
    q.pop();
    if (dist > d[u]) continue;
    for (int v = u + 1; v < 4; v++)
      if (w[u][v] > 0 && d[u] + w[u][v] < d[v]) {
        d[v] = d[u] + w[u][v];
        q.push({d[v], v});
      }
  }
  return d[3];
}
double stk(double x) {
  std::stack<double> s;
  for (char c : std::string_view("xx*x+2*")) switch (c) {
    case 'x':
      s.push(x);
      break;
    case '2':
      s.push(2);
      break;
    default: {
      double b = s.top();
      s.pop();
      double a = s.top();
      s.pop();
      s.push(c == '*' ? a * b : a + b);
    }
    }
  return s.top();
}
double sets(double x) {
  std::set<double> s;
  for (int i = 0; i < 6; i++) s.insert(std::sin(x * i));
  double r = 0, k = 1;
  for (double v : s) r += v * k++;
  return r;
}
struct Acc {
  double s = 0;
  void operator()(double v) { s += v * v; }
};
double foreach_(double x) {
  double a[4] = {x, 2 * x, 3, x * x};
  return std::for_each(a, a + 4, Acc{}).s;
}
template <int N> struct Fact {
  static constexpr double v = N * Fact<N - 1>::v;
};
template <> struct Fact<0> {
  static constexpr double v = 1;
};
template <int... I> double taylor(double x, std::integer_sequence<int, I...>) {
  return ((std::pow(x, I) / Fact<I>::v) + ...);
}
double expt(double x) { return taylor(x, std::make_integer_sequence<int, 10>{}); }
struct P3 {
  double a, b, c;
};
int main() {
  auto t = __enzyme_autodiff<std::array<double, 2>>((void *)two, 2.0, 3.0);
  NEAR(t[0], 12);
  NEAR(t[1], 4);
  auto p = __enzyme_autodiff<std::pair<double, double>>((void *)two, enzyme_out, 2.0, enzyme_out, 3.0);
  NEAR(p.second, 4);
  auto q = __enzyme_autodiff<P3>((void *)three, 2.0, 3.0, 4.0);
  NEAR(q.c, 6);
  auto g = __enzyme_fwddiff<std::array<double, 3>>((void *)powers, 2.0, 1.0);
  NEAR(g[2], 12);
  auto h = __enzyme_fwddiff<std::pair<double, double>>((void *)polar, enzyme_dup, 2.0, 0.0, enzyme_dup, .5, 1.0);
  NEAR(h.first, -2 * std::sin(.5));
  auto z = __enzyme_fwddiff<std::complex<double>>((void *)csq, enzyme_dup, std::complex<double>(1, 2),
                                                  std::complex<double>(1, 0));
  NEAR(z.real(), 2);
  NEAR(z.imag(), 4);
  auto cz = __enzyme_autodiff<std::complex<double>>((void *)cabs2, std::complex<double>(1, 2));
  NEAR(cz.real(), 3);
  NEAR(cz.imag(), 4);
  NEAR(__enzyme_autodiff<double>((void *)op, 2.0, enzyme_const, 5.0, Op::mul), 5);
  double x[3] = {1, 2, 3}, dx[3] = {};
  __enzyme_autodiff<void>((void *)usespan, x, dx, 3);
  NEAR(dx[0], 2);
  NEAR(dx[2], 12);
#define T(f, x0)                                                                                                       \
  {                                                                                                                    \
    double x = x0, h = 1e-4, w = (8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / 12 / h;                   \
    near_(__LINE__, #f " rev", __enzyme_autodiff<double>((void *)f, x), w, 1e-7);                                      \
    near_(__LINE__, #f " fwd", __enzyme_fwddiff<double>((void *)f, x, 1.0), w, 1e-7);                                  \
  }
  T(guarded, 1.5)
  T(viatls, 1.2) T(dyn, 1.3) T(placed, 1.4) T(logged, 2.) T(dijkstra, 1.1) T(stk, 1.3) T(sets, .7) T(foreach_, .8)
      T(expt, .9) DONE;
}

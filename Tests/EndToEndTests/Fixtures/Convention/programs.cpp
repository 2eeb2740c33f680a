// Simulation with vectors, options, a matrix class, closures in a vector, exceptions in a loop.

#include "near.h"
#include <vector>
#include <functional>
#include <cmath>
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed, enzyme_width, enzyme_primal_return;
template <typename RT, typename... T> RT __enzyme_autodiff(void *, T...);
template <typename RT, typename... T> RT __enzyme_fwddiff(void *, T...);
template <typename RT, typename... T> RT __enzyme_augmentfwd(void *, T...);
template <typename RT, typename... T> RT __enzyme_reverse(void *, T...);
template <typename T> T rosen(const std::vector<T> &x) {
  T s = 0;
  for (size_t i = 0; i + 1 < x.size(); i++) s += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
  return s;
}
struct State {
  std::vector<double> q, p;
  double t;
};
struct Params {
  double k, m;
};
static void step(State &s, const Params &pr, double dt) {
  for (size_t i = 0; i < s.q.size(); i++) s.p[i] -= dt * pr.k * s.q[i];
  for (size_t i = 0; i < s.q.size(); i++) s.q[i] += dt * s.p[i] / pr.m;
  s.t += dt;
}
static double simulate(const Params &pr, const std::vector<double> &q0, int n) {
  State s{q0, std::vector<double>(q0.size(), 0.0), 0};
  for (int i = 0; i < n; i++) step(s, pr, 0.01);
  double e = 0;
  for (double q : s.q) e += q * q;
  return e * s.t;
}
template <class F> double newton(F f, double x) {
  for (int i = 0; i < 30; i++) {
    double fx = f(x), d = (f(x + 1e-7) - f(x - 1e-7)) / 2e-7;
    x -= fx / d;
  }
  return x;
}
double bsprice(double S, double K, double r, double v, double T) {
  auto N = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
  double d1 = (std::log(S / K) + (r + v * v / 2) * T) / (v * std::sqrt(T)), d2 = d1 - v * std::sqrt(T);
  return S * N(d1) - K * std::exp(-r * T) * N(d2);
}
struct G5 {
  double s, k, r, v, t;
};
class Matrix {
  int n;
  std::vector<double> d;

public:
  Matrix(int n) : n(n), d(n * n) {}
  double &operator()(int i, int j) { return d[i * n + j]; }
  double operator()(int i, int j) const { return d[i * n + j]; }
  Matrix operator*(const Matrix &o) const {
    Matrix r(n);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        for (int k = 0; k < n; k++) r(i, j) += (*this)(i, k) * o(k, j);
    return r;
  }
  double trace() const {
    double t = 0;
    for (int i = 0; i < n; i++) t += (*this)(i, i);
    return t;
  }
};
double trpow(const double *a, int n) {
  Matrix m(n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) m(i, j) = a[i * n + j];
  return (m * m * m).trace();
}
struct Dual {
  double v, d;
  friend Dual operator*(Dual a, Dual b) { return {a.v * b.v, a.d * b.v + a.v * b.d}; }
  friend Dual operator+(Dual a, Dual b) { return {a.v + b.v, a.d + b.d}; }
};
double viadual(double x) {
  Dual a{x, 1};
  Dual b = a * a * a + a;
  return b.d;
}
double captured(std::vector<std::function<double(double)>> *fs, double x) {
  for (auto &f : *fs) x = f(x);
  return x;
}
double thr(double x, int n) {
  if (n < 0) throw n;
  return x * n;
}
double guarded(double x) {
  double s = 0;
  for (int i = -1; i < 3; i++) try {
      s += thr(x, i);
    } catch (int) { s += x * x; }
  return s;
}
int main() {
  std::vector<double> x{-1.2, 1, .5}, d(3, 0.0);
  __enzyme_autodiff<void>((void *)rosen<double>, enzyme_dup, &x, enzyme_dup == 0 ? &d : &d);
  auto fd = [&](auto f, std::vector<double> v, int i) {
    double h = 1e-5;
    v[i] += h;
    double a = f(v);
    v[i] -= 2 * h;
    return (a - f(v)) / 2 / h;
  };
  for (int i = 0; i < 3; i++) NEARF(d[i], fd(rosen<double>, x, i));
  std::vector<float> xf{-1.2f, 1}, df(2);
  __enzyme_autodiff<void>((void *)rosen<float>, enzyme_dup, &xf, &df);
  NEARF(df[1], 200 * (1 - 1.44));
  Params p{2, 1.5}, dp{0, 0};
  std::vector<double> q{1, .5}, dq(2, 0.0);
  __enzyme_autodiff<void>((void *)simulate, enzyme_dup, &p, &dp, enzyme_dup, &q, &dq, enzyme_const, 50);
  {
    double h = 1e-5;
    Params a{2 + h, 1.5}, b{2 - h, 1.5};
    NEARF(dp.k, (simulate(a, q, 50) - simulate(b, q, 50)) / 2 / h);
    NEARF(dq[0], fd([&](std::vector<double> v) { return simulate(p, v, 50); }, q, 0));
  }
  auto g = __enzyme_autodiff<G5>((void *)bsprice, 100., 95., .05, .2, 1.);
  auto b = [&](double S, double v) { return bsprice(S, 95, .05, v, 1); };
  NEARF(g.s, (b(100.01, .2) - b(99.99, .2)) / .02);
  NEARF(g.v / 100, (b(100, .2001) - b(100, .1999)) / .0002 / 100);
  double a[4] = {1, 2, 3, 4}, da[4] = {};
  __enzyme_autodiff<void>((void *)trpow, a, da, 2);
  NEAR(da[0], 3 * 7);
  NEAR(da[1], 3 * 15);
  NEAR(da[2], 3 * 10);
  NEAR(__enzyme_autodiff<double>((void *)viadual, 2.0), 12);
  NEAR(__enzyme_fwddiff<double>((void *)viadual, 2.0, 1.0), 12);
  double k = 3;
  std::vector<std::function<double(double)>> fs{[](double x) { return x * x; }, [k](double x) { return k * x; },
                                                [&](double x) { return x + k; }};
  NEAR(__enzyme_autodiff<double>((void *)captured, enzyme_const, &fs, enzyme_out, 2.0), 12);
  NEAR(__enzyme_autodiff<double>((void *)guarded, 2.0), 3 + 4);
  DONE;
}

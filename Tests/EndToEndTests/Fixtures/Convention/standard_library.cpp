// The standard library of C++.

#include "near.h"
#include <vector>
#include <array>
#include <memory>
#include <functional>
#include <algorithm>
#include <numeric>
#include <complex>
#include <map>
#include <string>
#include <optional>
#include <tuple>
#include <list>
#include <deque>
#include <stdexcept>
#include <variant>
#include <random>
extern int enzyme_dup, enzyme_const;
template <typename RT = double, typename... Args> RT __enzyme_autodiff(void *, Args...);
template <typename RT = double, typename... Args> RT __enzyme_fwddiff(void *, Args...);
struct Shape {
  virtual double area() const = 0;
  virtual ~Shape() {}
};
struct Circle : Shape {
  double r;
  Circle(double r) : r(r) {}
  double area() const override { return 3 * r * r; }
};
struct Rect : Shape {
  double a, b;
  Rect(double a, double b) : a(a), b(b) {}
  double area() const override { return a * b; }
};
double shapes(double x) {
  std::vector<std::unique_ptr<Shape>> v;
  for (int i = 1; i < 4; i++)
    if (i & 1) v.push_back(std::make_unique<Circle>(x * i));
    else v.push_back(std::make_unique<Rect>(x, x * x));
  double s = 0;
  for (auto &p : v) s += p->area();
  return s;
}
double vec(double x) {
  std::vector<double> v;
  for (int i = 0; i < 10; i++) v.push_back(x * i);
  std::transform(v.begin(), v.end(), v.begin(), [](double a) { return a * a; });
  return std::accumulate(v.begin(), v.end(), 0.0);
}
double fun(double x) {
  std::function<double(double)> f = [x](double y) { return x * y; };
  std::function<double(double)> g = f;
  return g(x) + f(2);
}
double srt(double x) {
  std::vector<double> v{x * 3, x, x * x};
  std::sort(v.begin(), v.end());
  return v[0] + 2 * v[1] + 3 * v[2];
}
double cpl(double x) {
  std::complex<double> z(x, 1);
  z = z * z / (z + 1.0);
  return std::abs(z) + std::norm(z) + std::exp(z).real();
}
double mp(double x) {
  std::map<int, double> m;
  for (int i = 0; i < 5; i++) m[i * 7 % 5] += x * i;
  double s = 0;
  for (auto &[k, v] : m) s += k * v * v;
  return s;
}
double opt(double x) {
  std::optional<double> o;
  if (x > 0) o = x * x;
  return o.value_or(3.0) * x;
}
double tup(double x) {
  auto t = std::make_tuple(x, x * x, 3);
  auto [a, b, c] = t;
  return a * b * c + std::get<1>(t);
}
double lst(double x) {
  std::list<double> l;
  std::deque<double> d;
  for (int i = 0; i < 5; i++) l.push_front(x + i), d.push_back(x * i);
  double s = 0;
  auto it = d.begin();
  for (double a : l) s += a * *it++;
  return s;
}
double exc(double x) {
  try {
    if (x < 0) throw std::runtime_error("neg");
    x = x * x;
  } catch (const std::exception &e) { return -x; }
  return x * x;
}
double shp(double x) {
  auto p = std::make_shared<double>(x);
  auto q = p;
  *q *= x;
  return *p * x;
}
double arr(double x) {
  std::array<std::array<double, 3>, 3> a{};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) a[i][j] = x * (i + 1) + j;
  double t = 1;
  for (int i = 0; i < 3; i++) t *= a[i][i];
  return t;
}
double var(double x) {
  std::variant<int, double> v = x;
  return std::visit([](auto a) { return double(a) * double(a); }, v);
}
double rng(double x) {
  std::mt19937 g(5);
  std::uniform_real_distribution<double> u;
  double s = 0;
  for (int i = 0; i < 5; i++) s += u(g) * x;
  g.seed(5);
  double t = 0;
  for (int i = 0; i < 5; i++) t += u(g);
  return s / t * x;
}
double str(double x) {
  std::string s = "n" + std::to_string(3);
  return s.size() * x * x;
}
double inner(double x) {
  std::vector<double> a{x, 2 * x}, b{3, x};
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0) + *std::max_element(a.begin(), a.end());
}
struct Mat {
  std::vector<std::vector<double>> d;
  Mat(int n) : d(n, std::vector<double>(n)) {}
  Mat operator*(const Mat &o) const {
    Mat r(d.size());
    for (size_t i = 0; i < d.size(); i++)
      for (size_t j = 0; j < d.size(); j++)
        for (size_t k = 0; k < d.size(); k++) r.d[i][j] += d[i][k] * o.d[k][j];
    return r;
  }
};
double mat(double x) {
  Mat m(3);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) m.d[i][j] = x + i * j;
  Mat r = m * m * m;
  return r.d[0][2];
}
double vsum(const std::vector<double> &v) {
  double s = 0;
  for (double a : v) s += a * a;
  return s;
}
int main() {
  double x = 1.3, h = 1e-4;
#define T(f)                                                                                                           \
  {                                                                                                                    \
    double w = (8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / 12 / h;                                     \
    near_(__LINE__, #f " rev", __enzyme_autodiff((void *)f, x), w, 1e-7);                                              \
    near_(__LINE__, #f " fwd", __enzyme_fwddiff((void *)f, x, 1.0), w, 1e-7);                                          \
  }
  T(shapes)
  T(vec) T(fun) T(srt) T(cpl) T(mp) T(opt) T(tup) T(lst) T(exc) T(shp) T(arr) T(var) T(rng) T(str) T(inner)
      T(mat) std::vector<double>
          v{1, 2, 3}, d(3);
  __enzyme_autodiff<void>((void *)vsum, &v, &d);
  NEAR(d[2], 6);
  DONE;
}

// enzyme::autodiff on all kinds of arguments and functions.
#include "own.hpp"
#include <vector>
#include <array>
#include <enzyme/enzyme>

double square(double x) { return x * x; }
double mul(double x, double y, int n) { return std::pow(x, n) * y; }
double sum(const std::vector<double> &x) { double r = 0; for (double v : x) r += v * v; return r; }
void scale(std::vector<double> &y, const std::vector<double> &x, double k) { for (size_t i = 0; i < x.size(); i++) y[i] = k * x[i] * x[i]; }
double ptr(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * x[i] * x[i]; return s; }
struct Point { double x, y; };
double norm(Point p) { return std::sqrt(p.x * p.x + p.y * p.y); }
double byRef(double &x) { double y = x; x = 3 * x; return y * y; }
template <typename T> T cube(T x) { return x * x * x; }
struct Functor { double k; double operator()(double x) const { return k * x * x; } };
double arr(const std::array<double, 3> &a) { return a[0] * a[1] + a[2]; }
int main() {
  double dx = enzyme::autodiff<enzyme::Reverse>(square, enzyme::Active(3.0));
  expect("square", dx, 6);
  expect("get", enzyme::get<0>(enzyme::autodiff<enzyme::Reverse>(square, enzyme::Active<double>(3.0))), 6);
  auto [a, b] = enzyme::autodiff<enzyme::Reverse>(mul, enzyme::Active(2.0), enzyme::Active(5.0), enzyme::Const(3));
  expect("a", a, 60); expect("b", b, 8);
  auto wp = enzyme::autodiff<enzyme::ReverseWithPrimal>(mul, enzyme::Active(2.0), enzyme::Const(5.0), 3);
  expect("p", enzyme::get<0>(wp), 40); expect("d", enzyme::get<1>(wp), 60);
  expect("fwd", enzyme::autodiff<enzyme::Forward>(square, enzyme::Duplicated(3.0, 2.0)), 12);
  auto [v, t] = enzyme::autodiff<enzyme::ForwardWithPrimal>(square, enzyme::Duplicated(3.0, 2.0));
  expect("v", v, 9); expect("t", t, 12);
  std::vector<double> x{1, 2, 3}, dxs(3), ys(3), dys{1, 1, 1};
  enzyme::autodiff<enzyme::Reverse>(sum, enzyme::Duplicated(x, dxs));
  expect("vec", dxs[2], 6);
  std::vector<double> g(3);
  auto p = enzyme::autodiff<enzyme::ReverseWithPrimal>(sum, enzyme::Duplicated<const std::vector<double> &>{x, g});
  expect("vecp", enzyme::get<0>(p), 14); expect("vecg", g[1], 4);
  expect("vec fwd", enzyme::get<0>(enzyme::autodiff<enzyme::Forward>(sum, enzyme::DuplicatedNoNeed<const std::vector<double> &>{x, g})), 2 * (2 + 8 + 18));
  std::vector<double> z(3);
  auto dk = enzyme::autodiff<enzyme::Reverse>(scale, enzyme::DuplicatedNoNeed(ys, dys), enzyme::Duplicated(x, z), enzyme::Active(2.0));
  expect("dk", dk, 14); expect("z", z[1], 8); expect("y", ys[1], 8);
  double raw[3] = {1, 2, 3}, draw[3] = {};
  enzyme::autodiff<enzyme::Reverse>(ptr, enzyme::Duplicated(raw, draw), enzyme::Const(3));
  expect("ptr", draw[2], 27);
  enzyme::autodiff<enzyme::Reverse>(ptr, enzyme::Duplicated<double *>(raw, draw), 2);
  expect("ptr", draw[1], 24);
  Point dp = enzyme::autodiff<enzyme::Reverse>(norm, enzyme::Active(Point{3, 4}));
  expect("px", dp.x, 0.6); expect("py", dp.y, 0.8);
  double r = 2, dr = 0;
  enzyme::autodiff<enzyme::Reverse>(byRef, enzyme::Duplicated(r, dr));
  expect("ref", dr, 4); expect("ref", r, 6);
  expect("cube", enzyme::autodiff<enzyme::Reverse>(cube<double>, enzyme::Active(2.0)), 12);
  expect("cubef", enzyme::autodiff<enzyme::Reverse>(cube<float>, enzyme::Active(2.0f)), 12);
  double k = 4;
  expect("lambda", enzyme::autodiff<enzyme::Reverse>([&](double x) { return k * x * x; }, enzyme::Active(2.0)), 16);
  expect("generic", enzyme::autodiff<enzyme::Reverse>([](auto x) { return x * x; }, enzyme::Active(2.0)), 4);
  expect("functor", enzyme::autodiff<enzyme::Forward>(Functor{5}, enzyme::Duplicated(2.0, 1.0)), 20);
  std::array<double, 3> da = enzyme::autodiff<enzyme::Reverse>(arr, enzyme::Active(std::array<double, 3>{1, 2, 3}));
  expect("arr", da[0], 2);
  expect("second", enzyme::autodiff<enzyme::Forward>([](double x) -> double { return enzyme::autodiff<enzyme::Reverse>(cube<double>, enzyme::Active(x)); }, enzyme::Duplicated(2.0, 1.0)), 12);
  return verdict();
}

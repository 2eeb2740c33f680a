// The functions of nabla/nabla.hpp.
#include "own.hpp"
#include <nabla/nabla.hpp>

double square(double x) { return x * x * x; }
double two(double x, double y) { return x * x * y; }
double power(double x, int n) { double r = 1; for (int i = 0; i < n; i++) r *= x; return r; }
double rosen(const std::vector<double> &x) {
  double s = 0;
  for (size_t i = 0; i + 1 < x.size(); i++) s += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
  return s;
}
std::vector<double> polar(const std::vector<double> &p) { return {p[0] * std::cos(p[1]), p[0] * std::sin(p[1])}; }
std::array<double, 2> polarA(const std::array<double, 2> &p) { return {p[0] * std::cos(p[1]), p[0] * std::sin(p[1])}; }
double norm(const std::array<double, 3> &a) { return std::sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]); }
struct Params { double a, b; };
double model(const Params &p, double t) { return p.a * std::exp(p.b * t); }
int main() {
  expect("g", nabla::gradient(square, 2.0), 12);
  auto [gx, gy] = nabla::gradient(two, 2.0, 3.0);
  expect("gx", gx, 12); expect("gy", gy, 4);
  expect("pow", nabla::gradient(power, 2.0, 5), 80);
  expect("d", nabla::derivative(square, 2.0), 12);
  expect("d2", nabla::hessian(square, 2.0), 12);
  expect("jac", nabla::jacobian(square, 2.0), 12);
  std::vector<double> x{-1.2, 1, 0.5}, v{1, 2, 3};
  auto [value, g] = nabla::value_and_gradient(rosen, x);
  expect("value", value, rosen(x));
  double h = 1e-6;
  for (int i = 0; i < 3; i++) {
    auto a = x, b = x; a[i] += h; b[i] -= h;
    if (std::fabs(g[i] - (rosen(a) - rosen(b)) / (2 * h)) > 1e-5) printf("FAIL g[%d]\n", i), failures++;
  }
  expect("dir", nabla::derivative(rosen, x, v), g[0] + 2 * g[1] + 3 * g[2]);
  auto H = nabla::hessian(rosen, x);
  auto hv = nabla::hvp(rosen, x, v);
  expect("H00", H[0][0], 1200 * 1.44 - 400 + 2); expect("H01", H[0][1], 480); expect("H22", H[2][2], 200);
  for (int i = 0; i < 3; i++) expect("hv", hv[i], H[i][0] + 2 * H[i][1] + 3 * H[i][2]);
  std::vector<double> p{2, 0.5};
  auto J = nabla::jacobian(polar, p);
  expect("J00", J[0][0], std::cos(0.5)); expect("J01", J[0][1], -2 * std::sin(0.5)); expect("J11", J[1][1], 2 * std::cos(0.5));
  auto JA = nabla::jacobian(polarA, std::array<double, 2>{2, 0.5});
  expect("JA", JA[1][0], std::sin(0.5));
  auto back = nabla::pullback(polar, p, std::vector<double>{1, 2});
  expect("back", back[0], std::cos(0.5) + 2 * std::sin(0.5));
  auto na = nabla::gradient(norm, std::array<double, 3>{1, 2, 2});
  expect("na", na[1], 2. / 3);
  auto [dp, dt] = nabla::gradient(model, Params{2, 0.3}, 1.5);
  expect("a", dp.a, std::exp(0.45)); expect("b", dp.b, 3 * std::exp(0.45)); expect("t", dt, 0.6 * std::exp(0.45));
  double k = 3;
  expect("lambda", nabla::gradient([&](double x) { return k * x * x; }, 2.0), 12);
  expect("lambda h", nabla::hessian([&](double x) { return k * x * x * x; }, 2.0), 36);
  return verdict();
}

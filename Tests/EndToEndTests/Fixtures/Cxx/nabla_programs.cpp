// Gradients of lambdas, function objects, methods and templates by nabla/nabla.hpp.
#include "own.hpp"
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <algorithm>
#include <nabla/nabla.hpp>

template <typename F> static std::vector<double> numeric(F f, std::vector<double> x) {
  std::vector<double> g(x.size());
  for (size_t i = 0; i < x.size(); i++) { double h = 1e-6, o = x[i]; x[i] = o + h; double a = f(x); x[i] = o - h; double b = f(x); x[i] = o; g[i] = (a - b) / (2 * h); }
  return g;
}
static void compare(const char *what, const std::vector<double> &a, const std::vector<double> &b) {
  for (size_t i = 0; i < b.size(); i++) expect(what, a[i], b[i], 1e-5);
}

// 1 a network in one vector
struct Network {
  int in, hidden;
  double operator()(const std::vector<double> &w) const {
    std::vector<double> input(in), layer(hidden);
    for (int i = 0; i < in; i++) input[i] = 0.1 * (i + 1);
    const double *p = w.data();
    for (int j = 0; j < hidden; j++) {
      double s = *p++;
      for (int i = 0; i < in; i++) s += *p++ * input[i];
      layer[j] = std::tanh(s);
    }
    return std::inner_product(layer.begin(), layer.end(), p, 0.0);
  }
};

// 2 an ODE with captured data
static double fit(const std::vector<double> &data, const std::vector<double> &k) {
  auto misfit = [&data](const std::vector<double> &p) {
    double x = 1, v = 0, dt = 0.1, error = 0;
    for (double d : data) {
      auto force = [&](double x, double v) { return -p[0] * x - p[1] * v; };
      double k1 = force(x, v), k2 = force(x + dt * v / 2, v + dt * k1 / 2);
      x += dt * v + dt * dt * k1 / 2;
      v += dt * k2;
      error += (x - d) * (x - d);
    }
    return error;
  };
  auto g = nabla::gradient(misfit, k), n = numeric(misfit, k);
  compare("ode", g, n);
  return g[0];
}

// 3 classes and virtual functions
struct Shape { virtual ~Shape() = default; virtual double area(double x) const = 0; };
struct Square : Shape { double area(double x) const override { return x * x; } };
struct Circle : Shape { double r = 2; double area(double x) const override { return r * x * x; } };
struct Box { double w; double volume(double x) const { return w * x * x * x; } };

// 4 generic lambda and templates
template <typename T> T poly(const std::vector<T> &c) { T s = 0; for (size_t i = 0; i < c.size(); i++) s = s * T(2) + c[i] * c[i]; return s; }

// 5 numbers of other precision
static float halfSquare(float x) { return x * x / 2; }
static long double cube(long double x) { return x * x * x; }

// 6 several vectors
static double dot(const std::vector<double> &a, const std::vector<double> &b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

// 7 gradient descent
static double bowl(const std::array<double, 2> &x) { return std::pow(x[0] - 3, 2) + 10 * std::pow(x[1] + 1, 2); }

// 8 sorting and branches
static double median(const std::vector<double> &x) { auto y = x; std::sort(y.begin(), y.end()); return y[y.size() / 2] * y[0]; }

// 9 matrix as vector of vectors
static double frob(const std::vector<std::vector<double>> &m) { double s = 0; for (auto &r : m) for (double v : r) s += v * v * v; return s; }

int main() {
  std::vector<double> w(3 * 3 + 3);
  for (size_t i = 0; i < w.size(); i++) w[i] = std::sin(i + 1.0);
  Network net{2, 3};
  compare("net", nabla::gradient(net, w), numeric(net, w));
  fit({0.9, 0.8, 0.65, 0.4}, {1.5, 0.2});
  std::unique_ptr<Shape> shape = std::make_unique<Circle>();
  expect("virtual", nabla::gradient([&](double x) { return shape->area(x); }, 3.0), 12);
  Square sq;
  expect("virtual2", nabla::gradient([&](double x) { const Shape &s = sq; return s.area(x); }, 3.0), 6);
  Box box{2};
  expect("method", nabla::gradient([&](double x) { return box.volume(x); }, 3.0), 54);
  compare("poly", nabla::gradient(poly<double>, std::vector<double>{1, 2, 3}), {8, 8, 6});
  auto generic = [](const auto &v) { auto s = v[0] * v[1]; return s * v[2]; };
  compare("generic", nabla::gradient(generic, std::vector<double>{1, 2, 3}), {6, 3, 2});
  expect("float", nabla::gradient(halfSquare, 3.0f), 3);
  expect("long double", (double)nabla::gradient(cube, 2.0L), 12);
  auto [ga, gb] = nabla::gradient(dot, std::vector<double>{1, 2}, std::vector<double>{3, 4});
  expect("ga", ga[1], 4); expect("gb", gb[1], 2);
  std::array<double, 2> x{0, 0};
  for (int i = 0; i < 200; i++) { auto g = nabla::gradient(bowl, x); for (int j = 0; j < 2; j++) x[j] -= 0.04 * g[j]; }
  expect("descent", x[0], 3, 1e-6); expect("descent", x[1], -1, 1e-6);
  for (int i = 0; i < 1; i++) {
    std::array<double, 2> y{0.5, 0.5}; auto g = nabla::gradient(bowl, y); auto H = nabla::hessian(bowl, y);
    double det = H[0][0] * H[1][1] - H[0][1] * H[1][0];
    y[0] -= (H[1][1] * g[0] - H[0][1] * g[1]) / det; y[1] -= (H[0][0] * g[1] - H[1][0] * g[0]) / det;
    expect("newton", y[0], 3); expect("newton", y[1], -1);
  }
  compare("median", nabla::gradient(median, std::vector<double>{3, 1, 2}), {0, 2, 1});
  auto gm = nabla::gradient(frob, std::vector<std::vector<double>>{{1, 2}, {3}});
  expect("frob", gm[0][1], 12); expect("frob", gm[1][0], 27);
  expect("third", nabla::gradient([](double x) { return nabla::gradient([](double y) { return nabla::gradient([](double z) { return z * z * z * z; }, y); }, x); }, 2.0), 48);
  std::function<double(double)> f = [](double x) { return x * x; };
  expect("std::function", nabla::gradient(f, 3.0), 6);
  return verdict();
}

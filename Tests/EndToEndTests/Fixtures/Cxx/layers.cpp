// Polymorphic objects behind unique pointers in a vector; a shared number.
#include "check.hpp"
#include <memory>
#include <vector>
struct Layer { virtual ~Layer() = default; virtual double apply(double x) const = 0; };
struct Scale : Layer { double a; Scale(double a) : a(a) {} double apply(double x) const override { return a * x; } };
struct Tanh : Layer { double apply(double x) const override { return std::tanh(x); } };
double f(const double *x, int n) {
  std::vector<std::unique_ptr<Layer>> layers;
  for (int i = 0; i < n; i++) { layers.push_back(std::make_unique<Scale>(x[i])); layers.push_back(std::make_unique<Tanh>()); }
  double y = 0.7;
  for (auto &l : layers) y = l->apply(y) + 0.1;
  auto p = std::make_shared<double>(y);
  auto q = p;
  *q *= x[0];
  return *p * y;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

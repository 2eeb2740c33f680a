// Lambdas in std::function, which calls them through pointers.
#include "check.hpp"
#include <functional>

double f(const double *x, int n) {
  double rate = x[0];
  std::function<double(double)> g = [rate](double y) { return std::tanh(rate * y) * y; };
  double sum = 0;
  for (int i = 0; i < n; i++) sum = sum * 0.5 + g(x[i]);
  return sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

// std::vector that grows, range loops, lambdas, algorithms.
#include "check.hpp"
#include <algorithm>
#include <numeric>
#include <vector>

double f(const double *x, int n) {
  std::vector<double> values(x, x + n);
  std::vector<double> squares;
  for (double value : values) squares.push_back(value * std::sin(value));
  auto weigh = [&](double a, double b) { return a * values[0] + b; };
  double sum = std::accumulate(squares.begin(), squares.end(), 0.0, weigh);
  std::transform(values.begin(), values.end(), squares.begin(), values.begin(), [](double a, double b) { return a * b; });
  return sum + std::inner_product(values.begin(), values.end(), squares.begin(), 1.0);
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

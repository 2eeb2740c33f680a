// Captures of numbers and of pointers pass through the same untyped words; the caller's memory is read as words, too.
// options: -g0 -fno-strict-aliasing
#include "check.hpp"
#include <functional>
#include <vector>
double f(const double *x, int n) {
  std::vector<std::function<double(double)>> steps;
  for (int i = 0; i < n; i++) {
    double rate = x[i];
    steps.push_back([rate](double y) { return std::sin(rate * y) + rate; });
  }
  steps.push_back([x](double y) { return x[0] * y * y; });
  double y = 1;
  for (auto &step : steps) y = 0.5 * y + step(y);
  return y;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

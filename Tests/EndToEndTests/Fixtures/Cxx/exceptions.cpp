// Exceptions that are thrown and caught beside the numbers.
#include "check.hpp"
#include <stdexcept>

static double root(double x) {
  if (x < 0) throw std::invalid_argument("negative");
  return std::sqrt(x);
}

double f(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    try {
      sum += root(x[i]) * x[i];
    } catch (const std::invalid_argument &) {
      sum += x[i] * x[i];
    }
  }
  return sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

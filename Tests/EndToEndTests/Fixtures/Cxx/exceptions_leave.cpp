// An exception that leaves the derivative is caught by its caller, and the next call is as if nothing had happened.
#include "check.hpp"
#include <cstring>
#include <stdexcept>
#include <vector>

static double step(double x) {
  if (x > 5) throw std::runtime_error("too large");
  try {
    if (x > 1) throw 3;
  } catch (int) {
    return x * x;
  }
  return std::sin(x);
}

static double f(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += step(x[i]);
  return sum;
}

int main() {
  std::vector<double> x{0.3, 1.2}, bad{0.3, 7}, dx(2), ignored(2);
  int failures = 0;
  for (int round = 1; round <= 2; round++) {
    __enzyme_autodiff<void>((void *)f, enzyme_dup, x.data(), dx.data(), enzyme_const, 2);
    if (std::fabs(dx[0] - round * std::cos(0.3)) > 1e-14 || std::fabs(dx[1] - round * 2.4) > 1e-14) failures++;
    try {
      __enzyme_autodiff<void>((void *)f, enzyme_dup, bad.data(), ignored.data(), enzyme_const, 2);
      failures++;
    } catch (const std::runtime_error &error) {
      if (std::strcmp(error.what(), "too large") != 0) failures++;
    }
  }
  std::printf(failures == 0 ? "ok\n" : "FAIL %d\n", failures);
  return failures != 0;
}

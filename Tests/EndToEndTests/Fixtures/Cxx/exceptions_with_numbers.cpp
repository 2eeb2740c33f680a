// Exceptions that carry numbers, are thrown again, change their type, and unwind through destructors that compute.
#include "check.hpp"
#include <stdexcept>
#include <string>
#include <vector>

struct Diverged : std::runtime_error {
  double residual;
  int steps;
  Diverged(double residual, int steps) : std::runtime_error("diverged"), residual(residual), steps(steps) {}
};

struct Halving {
  double &value;
  explicit Halving(double &value) : value(value) { value += 1; }
  ~Halving() { value *= 0.5; }
};

[[noreturn]] static void fail(double residual, int steps) { throw Diverged(residual, steps); }

static double root(double a, double &scratch) {
  Halving halving(scratch);
  double x = 1;
  for (int i = 0; i < 20; i++) {
    double residual = x * x - a;
    scratch += residual * 0.1;
    if (std::fabs(residual) < 1e-13) return x;
    if (i == 3 && a > 1) fail(residual + a, i);
    x -= residual / (2 * x);
  }
  return x;
}

static double retry(double a, double &scratch) {
  try {
    return root(a, scratch);
  } catch (const std::invalid_argument &) {
    return 0;
  } catch (Diverged &diverged) {
    if (diverged.steps > 100) return 1;
    diverged.residual *= 2;
    throw;
  }
}

double f(const double *x, int n) {
  double sum = 0, scratch = x[0];
  for (int i = 0; i < n; i++) {
    try {
      sum += retry(x[i] * x[i] + 0.2, scratch) * x[i];
    } catch (const Diverged &diverged) {
      sum += diverged.residual * diverged.residual * x[i] + diverged.steps;
    }
    try {
      std::vector<double> values(3, x[i]);
      sum += values.at(i) * values.at(1);
    } catch (const std::out_of_range &error) {
      sum += std::string(error.what()).size() > 3 ? x[i] : 1;
    }
    try {
      try {
        if (x[i] < 0) throw 2.5 * x[i];
        sum *= 1.1;
        if (i == 1) throw 7;
      } catch (int) {
        throw std::string("translated");
      }
    } catch (double value) {
      sum += value * value;
    } catch (const std::string &text) {
      sum += text.size() * x[i];
    }
  }
  return sum * scratch;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

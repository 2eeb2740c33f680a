// Functions of different kinds in one vector, and words that hold a number at one time and an address at another.
#include "check.hpp"
#include <functional>
#include <vector>

struct Value {
  bool isPointer;
  union {
    double number;
    const double *pointer;
  };
};

static Value number(double x) {
  Value result;
  result.isPointer = false;
  result.number = x;
  return result;
}

static Value pointer(const double *x) {
  Value result;
  result.isPointer = true;
  result.pointer = x;
  return result;
}

static double read(const Value &value) { return value.isPointer ? *value.pointer * *value.pointer : value.number; }

static double shuffled(const double *x, int n) {
  Value values[4];
  for (int i = 0; i < n; i++) values[i] = i % 2 ? number(x[i] * x[i]) : pointer(x + i);
  double sum = 0;
  for (int i = 0; i < n; i++) {
    Value first = values[i];
    values[i] = values[(i + 1) % n];
    values[(i + 1) % n] = first;
    sum = sum * 0.5 + read(values[i]) * (i + 1);
    if (i == 2) values[1] = number(sum * x[0]);
    if (i == 1) values[0] = pointer(x + 3);
  }
  for (int i = 0; i < n; i++) sum += read(values[i]) * x[i];
  return sum;
}

double f(const double *x, int n) {
  std::vector<std::function<double(double)>> steps;
  for (int i = 0; i < n; i++) {
    double rate = x[i];
    steps.push_back([rate](double y) { return std::sin(rate * y) + rate; });
  }
  steps.push_back([x](double y) { return x[0] * y * y; });
  steps.push_back([](double y) { return std::exp(-y * y); });
  double y = 1;
  for (auto &step : steps) y = 0.5 * y + step(y);
  return y + shuffled(x, n);
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

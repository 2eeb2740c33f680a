// Shared by the programs of this folder: a gradient in reverse mode and a tangent in forward mode against differences.
#pragma once
#include <cmath>
#include <cstdio>

extern int enzyme_dup, enzyme_const;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_fwddiff(Arguments...);

/// Prints the verdict on `f(x, n)`; the exit code of `main`.
inline int check(double (*f)(const double *, int), const double *x, int n, const double *dx, double tangent) {
  int failures = 0;
  double product = 0, y[16];
  auto expect = [&](const char *what, int i, double got, double want) {
    if (std::fabs(got - want) <= 1e-7 * (0.1 + std::fabs(want))) return;
    std::printf("FAIL %s[%d]: %.12g instead of %.12g\n", what, i, got, want);
    failures++;
  };
  for (int i = 0; i < n; i++) {
    double step = 4e-3, d[3];
    for (int k = 0; k < 3; k++, step /= 2) {
      for (int j = 0; j < n; j++) y[j] = x[j];
      y[i] = x[i] + step;
      double high = f(y, n);
      y[i] = x[i] - step;
      d[k] = (high - f(y, n)) / (2 * step);
    }
    double a = (4 * d[1] - d[0]) / 3, b = (4 * d[2] - d[1]) / 3;
    expect("gradient", i, dx[i], (16 * b - a) / 15);
    product += dx[i] * (1 - 0.375 * i);
  }
  expect("forward", 0, tangent, product);
  if (failures == 0) std::printf("ok\n");
  return failures != 0;
}

#define CHECK(f, ...)                                                                                                \
  int main() {                                                                                                       \
    const double x[] = {__VA_ARGS__};                                                                                \
    constexpr int n = sizeof x / sizeof *x;                                                                          \
    double dx[n] = {}, v[n];                                                                                         \
    for (int i = 0; i < n; i++) v[i] = 1 - 0.375 * i;                                                                \
    __enzyme_autodiff<void>((void *)f, enzyme_dup, x, dx, enzyme_const, n);                                          \
    double tangent = __enzyme_fwddiff<double>((void *)f, enzyme_dup, x, v, enzyme_const, n);                         \
    return check(f, x, n, dx, tangent);                                                                              \
  }

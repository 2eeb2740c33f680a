// Templates, operators, references, arrays of structs by value.
#include "check.hpp"
#include <array>

template <typename T, int N> struct Vec {
  std::array<T, N> v{};
  T &operator[](int i) { return v[i]; }
  const T &operator[](int i) const { return v[i]; }
  Vec operator+(const Vec &o) const {
    Vec r;
    for (int i = 0; i < N; i++) r[i] = v[i] + o[i];
    return r;
  }
  T dot(const Vec &o) const {
    T sum = 0;
    for (int i = 0; i < N; i++) sum += v[i] * o[i];
    return sum;
  }
};

template <typename T> void twist(T &a, T &b) {
  T c = a * b;
  a = std::cos(c) + b;
  b = c;
}

double f(const double *x, int n) {
  Vec<double, 3> a, b;
  for (int i = 0; i < 3; i++) a[i] = x[i % n], b[i] = x[(i + 1) % n];
  twist(a[0], b[2]);
  return (a + b).dot(b) + std::pow(a.dot(a), 1.5);
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

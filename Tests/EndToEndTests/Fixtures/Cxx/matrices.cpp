// Vectors of vectors: copies, products, exchange, growth.
#include "check.hpp"
#include <vector>
using Matrix = std::vector<std::vector<double>>;
Matrix multiply(const Matrix &a, const Matrix &b) {
  Matrix c(a.size(), std::vector<double>(b[0].size(), 0.0));
  for (size_t i = 0; i < a.size(); i++)
    for (size_t j = 0; j < b[0].size(); j++)
      for (size_t k = 0; k < b.size(); k++) c[i][j] += a[i][k] * b[k][j];
  return c;
}
double f(const double *x, int n) {
  Matrix a{{x[0], x[1]}, {x[2], x[3]}};
  Matrix b = a;
  for (int i = 0; i < 3; i++) b = multiply(b, a);
  std::swap(a, b);
  a.push_back({x[0], x[3]});
  return a[0][0] + 2 * a[1][1] + a[0][1] * a[1][0] + a[2][1] * b[0][1];
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

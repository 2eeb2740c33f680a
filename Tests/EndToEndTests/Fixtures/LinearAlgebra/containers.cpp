// Routines on std::vector: C++ code cleans up if a call throws, which those of the library never do.

#include <cblas.h>

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

extern int enzyme_dup, enzyme_const;
template <class... Arguments> double __enzyme_autodiff(void *, Arguments...);
template <class... Arguments> double __enzyme_fwddiff(void *, Arguments...);

struct Matrix {
  int n;
  std::vector<double> numbers;

  explicit Matrix(int n) : n(n), numbers(n * n) {}

  Matrix operator*(const Matrix &other) const {
    if (other.n != n) throw std::invalid_argument("sizes differ");
    Matrix product(n);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, numbers.data(), n, other.numbers.data(), n, 0,
                product.numbers.data(), n);
    return product;
  }
};

/// ‖A³ x‖ for A and x in one array.
static double loss(const double *p, int n) {
  Matrix a(n);
  for (int i = 0; i < n * n; i++) a.numbers[i] = p[i];
  std::vector<double> x(p + n * n, p + n * n + n), y(n);
  Matrix cube = a * a * a;
  cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, cube.numbers.data(), n, x.data(), 1, 0, y.data(), 1);
  return cblas_dnrm2(n, y.data(), 1);
}

int main() {
  const int n = 3;
  double p[n * n + n], gradient[n * n + n] = {}, direction[n * n + n] = {};
  for (int i = 0; i < n * n + n; i++) p[i] = std::sin(i + 1.0);
  __enzyme_autodiff((void *)loss, enzyme_dup, p, gradient, enzyme_const, n);
  int failures = 0;
  for (int i = 0; i < n * n + n; i++) {
    double kept = p[i], step = 1e-6;
    p[i] = kept + step;
    double above = loss(p, n);
    p[i] = kept - step;
    double want = (above - loss(p, n)) / (2 * step);
    p[i] = kept;
    direction[i] = 1;
    double forward = __enzyme_fwddiff((void *)loss, enzyme_dup, p, direction, enzyme_const, n);
    direction[i] = 0;
    if (std::fabs(gradient[i] - want) < 1e-6 && std::fabs(forward - gradient[i]) < 1e-10) continue;
    std::printf("FAIL [%d]: reverse %.9g, forward %.9g, difference %.9g\n", i, gradient[i], forward, want);
    failures++;
  }
  if (failures == 0) std::puts("ok containers");
  return failures != 0;
}

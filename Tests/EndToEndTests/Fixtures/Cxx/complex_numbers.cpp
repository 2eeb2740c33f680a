// std::complex: arithmetic that compilers leave to library functions, and the elementary functions.
#include "check.hpp"
#include <complex>
#include <vector>
using C = std::complex<double>;
double f(const double *x, int n) {
  C z(x[0], x[1]), w(x[2], x[3]);
  C s = 0;
  for (int i = 0; i < 5; i++) { s += z * w + C(0, 1) * z / (w + 2.0); z = std::conj(z) * w + 0.5; }
  std::vector<C> v(4); for (int i = 0; i < 4; i++) v[i] = C(x[i], x[(i + 1) % 4]) * s;
  for (auto &c : v) s += c * c;
  s += std::exp(z * 0.1) + std::sqrt(w + 3.0) + std::polar(x[0], x[1]) + std::pow(w, 2) + std::sin(z) + std::log(w + C(2, 1));
  return std::abs(s) + std::norm(s) + std::arg(s) + s.real() * s.imag();
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

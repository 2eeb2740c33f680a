// Eigen's vectorised functions, in both precisions; rotations; small inverses and eigenvalues.
#include "check.hpp"
#if __has_include(<eigen3/Eigen/Dense>)
#include <eigen3/Eigen/Dense>
using namespace Eigen;
template <typename A> typename A::Scalar functions(const A &a) {
  A b = a.exp() + (a * a + 1).log() + a.tanh() + (a + 3).sqrt() + (a + 3).rsqrt() + a.sin() * a.cos();
  b += (a + 2).pow(1.5) + a.abs() + (a > 0).select(a.square(), -a);
  return b.sum() + b.maxCoeff();
}
static double f(const double *x, int n) {
  Array4d a(x[0], x[1], x[2], x[3]);
  Array4d e = a.exp() * (a + 3).log();
  Quaterniond q = AngleAxisd(x[0], Vector3d(x[1], 1, x[2]).normalized()) * AngleAxisd(x[3], Vector3d::UnitZ());
  Vector3d p = Translation3d(x[0], x[1], x[2]) * q * Vector3d(1, x[3], 2);
  Matrix3d m;
  m << 4 + x[0], x[1], 0.5, x[1], 3 + x[3], x[0], 0.5, x[0], 5;
  SelfAdjointEigenSolver<Matrix3d> solver;
  solver.computeDirect(m);
  return functions(a) + e.sum() + p.squaredNorm() + (q.conjugate() * p)[1] + m.inverse().sum() + m.determinant()
         + solver.eigenvalues()[2] + m.triangularView<Lower>().solve(p)[2];
}
static double g(double s) { return functions(Array4f(s, s * s, 1 - s, 0.5 * s)) + Array4f(s, 1, 2, 3).sin().sum(); }
int main() {
  const double x[] = {0.3, 1.2, -0.7, 0.9};
  double dx[4] = {}, v[4] = {1, 0.625, 0.25, -0.125};
  __enzyme_autodiff<void>((void *)f, enzyme_dup, x, dx, enzyme_const, 4);
  double tangent = __enzyme_fwddiff<double>((void *)f, enzyme_dup, x, v, enzyme_const, 4);
  double single = __enzyme_autodiff<double>((void *)g, 0.4), difference = (g(0.41) - g(0.39)) / 0.02;
  if (std::fabs(single - difference) > 2e-3 * std::fabs(difference)) {
    return std::printf("FAIL single precision: %g instead of %g\n", single, difference);
  }
  return check(f, x, 4, dx, tangent);
}
#else
int main() { std::printf("ok\n"); }
#endif

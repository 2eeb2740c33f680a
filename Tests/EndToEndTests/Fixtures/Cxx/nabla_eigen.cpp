// Vectors and matrices of Eigen, where it is installed.
#include "own.hpp"
#if __has_include(<eigen3/Eigen/Dense>)
#include <eigen3/Eigen/Dense>
#include <nabla/nabla.hpp>

double f(const Eigen::Vector3d &x) { return x.squaredNorm() * x[0] + std::sin(x[1]); }
double g(const Eigen::VectorXd &x) { double s = 0; for (int i = 0; i < x.size(); i++) s += x[i] * x[i] * x[i]; return s; }
double q(const Eigen::VectorXd &x) { return x.dot(x) + x.sum(); }
Eigen::Vector2d map(const Eigen::Vector3d &x) { return {x[0] * x[1], x[2] * x[2]}; }
int main() {
  Eigen::Vector3d x(1, 2, 3);
  auto gr = nabla::gradient(f, x);
  expect("f0", gr[0], 14 + 2); expect("f1", gr[1], 4 + std::cos(2.));
  Eigen::VectorXd y(4); y << 1, 2, 3, 4;
  Eigen::VectorXd gy = nabla::gradient(g, y);
  expect("g", gy[2], 27);
  expect("q", nabla::gradient(q, y)[2], 7);
  Eigen::Matrix<double, 2, 3> J = nabla::jacobian(map, x);
  expect("J", J(0, 0), 2); expect("J", J(1, 2), 6);
  Eigen::MatrixXd H = nabla::hessian(g, y);
  expect("H", H(3, 3), 24); expect("H", H(3, 2), 0);
  return verdict();
}

#else
int main() { std::printf("ok\n"); }
#endif

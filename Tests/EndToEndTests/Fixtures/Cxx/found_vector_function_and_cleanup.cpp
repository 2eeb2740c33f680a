// A function of Eigen's packets in a loop that must release memory if something throws.

#if __has_include(<eigen3/Eigen/Dense>)
#include <cstdio>
#include <eigen3/Eigen/Dense>

double __enzyme_autodiff(void *, ...);
extern int enzyme_dup;

double f(const Eigen::VectorXd &x) {
  Eigen::VectorXd powers = (x.array() - x.maxCoeff()).exp();
  return powers(0) / powers.sum();
}

int main() {
  Eigen::VectorXd x(5), dx = Eigen::VectorXd::Zero(5);
  x << 0.5, 0.1, -0.3, 0.9, 0.2;
  __enzyme_autodiff((void *)f, enzyme_dup, &x, &dx);
  Eigen::VectorXd p = x.array().exp() / x.array().exp().sum(), want = -p(0) * p;
  want(0) += p(0);
  if ((dx - want).norm() > 1e-12) {
    std::printf("wrong: %g\n", (dx - want).norm());
    return 1;
  }
  std::printf("ok\n");
}
#else
#include <cstdio>
int main() { std::printf("ok\n"); }
#endif

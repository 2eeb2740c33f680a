// The gradient of a function in another language and library.
#include <cmath>
#include <cstdio>

extern "C" double model(const double *x, int count);
extern "C" void __enzyme_autodiff(void *, ...);
int enzyme_const, enzyme_dup;

int main() {
  double x[3] = {0.5, 1, 2}, gradient[3] = {0};
  __enzyme_autodiff((void *)model, enzyme_dup, x, gradient, enzyme_const, 3);
  for (int i = 0; i < 3; i++) {
    if (std::fabs(gradient[i] - (std::sin(x[i]) + x[i] * std::cos(x[i]))) > 1e-14) return 1;
  }
  std::puts("ok slope");
}

// A pointer has no adjoint of its own.
// expect: out_on_pointer.c:10:
// expect: 'enzyme_out' for parameter 1, which is a pointer
#include "request.h"

double f(double *x) { return x[0] * x[0]; }

int main(void) {
  double x[] = {2};
  return (int)__enzyme_autodiff((void *)f, enzyme_out, x);
}

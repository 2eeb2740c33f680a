// A duplicated argument without its shadow.
// expect: missing_shadow.c:10:
// expect: ends before the shadow of parameter 1
#include "request.h"

double f(double *x) { return x[0] * x[0]; }

int main(void) {
  double x[] = {2};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, x);
}

// A function without a body that gets a pointer to active memory.
// expect: unknown_function_memory.c:11:3: error: cannot differentiate
// expect: 'mystery'
// expect: in 'f'
#include "request.h"

void mystery(double *);

double f(double *x) {
  double y = x[0];
  mystery(x);
  return y * x[0];
}

int main(void) {
  double x[] = {2}, dx[] = {0};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, x, dx);
}

// An atomic operation on active memory.
// expect: atomic.c:9:
// expect: atomic
// expect: in 'f'
#include "request.h"

double f(double *x) {
  double y = 3 * x[0];
  __atomic_exchange(x + 1, &y, &y, __ATOMIC_SEQ_CST);
  return y * x[1];
}

int main(void) {
  double x[] = {2, 3}, dx[] = {0, 0};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, x, dx);
}

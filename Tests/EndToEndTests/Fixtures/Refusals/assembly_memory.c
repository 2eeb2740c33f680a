// Assembly that changes active memory.
// expect: assembly_memory.c:8:
// expect: assembly
// expect: in 'f'
#include "request.h"

double f(double *x) {
  __asm__ volatile("fldl %0; fsqrt; fstpl %0" : "+m"(*x));
  return *x;
}

int main(void) {
  double x[] = {2}, dx[] = {0};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, x, dx);
}

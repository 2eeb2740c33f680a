// Assembly that computes an active value.
// expect: assembly.c:9:
// expect: assembly
// expect: in 'f'
#include "request.h"

double f(double x) {
  double y;
  __asm__("sqrtsd %1, %0" : "=x"(y) : "x"(x));
  return y;
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

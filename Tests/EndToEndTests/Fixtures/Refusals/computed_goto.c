// A jump to a computed label.
// expect: a computed goto
// expect: in 'f'
#include "request.h"

double f(double x, int n) {
  static void *const labels[] = {&&add, &&multiply, &&end};
  double y = x;
  int i = 0;
  goto *labels[n % 3];
add:
  y += x;
  goto *labels[++i % 3];
multiply:
  y *= x;
  goto *labels[++i % 3];
end:
  return y;
}

int main(int n, char **v) { return (int)__enzyme_autodiff((void *)f, 2.0, n); }

// A width that is only known when the program runs.
// expect: width_not_constant.c:9:
// expect: 'enzyme_width' without a constant
#include "request.h"

double f(double x) { return x * x; }

int main(int n, char **v) {
  return (int)__enzyme_fwddiff((void *)f, enzyme_width, n, enzyme_dup, 2.0, 1.0);
}

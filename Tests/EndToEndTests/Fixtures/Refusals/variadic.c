// A function with a variable number of arguments is to be differentiated.
// expect: variadic.c:15:
// expect: 'f', which is to be differentiated, takes a variable number of arguments
#include "request.h"
#include <stdarg.h>

double f(double x, ...) {
  va_list list;
  va_start(list, x);
  double y = va_arg(list, double);
  va_end(list);
  return x * y;
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0, 3.0); }

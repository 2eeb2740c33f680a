// A function with a variable number of arguments is called with active ones.
// expect: variadic_call.c:16:
// expect: variable number of arguments
#include "request.h"
#include <stdarg.h>

static __attribute__((noinline)) double sum(int n, ...) {
  va_list list;
  va_start(list, n);
  double y = 0;
  for (int i = 0; i < n; i++) y += va_arg(list, double);
  va_end(list);
  return y;
}

double f(double x) { return sum(2, x, 2 * x); }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

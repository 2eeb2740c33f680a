// A function without a body is all that a helper does with its argument.
// expect: unknown_function_in_helper.c:8:
// expect: 'mystery'
// expect: in 'helper'
#include "request.h"

double mystery(double);
static __attribute__((noinline)) double helper(double x) { return 1 + mystery(x); }
double f(double x) { return x + helper(x); }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

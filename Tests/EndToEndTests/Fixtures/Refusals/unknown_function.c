// A function without a body that gets an active argument.
// expect: unknown_function.c:9:33: error: cannot differentiate
// expect: 'mystery'
// expect: in 'f'
#include "request.h"

double mystery(double);

double f(double x) { return x * mystery(x); }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

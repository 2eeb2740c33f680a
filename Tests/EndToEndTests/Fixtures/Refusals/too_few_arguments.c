// A request that ends early.
// expect: too_few_arguments.c:7:
// expect: ends before the argument of parameter 2
#include "request.h"

double f(double x, double y) { return x * y; }
int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

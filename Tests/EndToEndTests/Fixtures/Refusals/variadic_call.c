// A function with a variable number of arguments, of which only the declaration is known, is called with active ones.
// expect: variadic_call.c:7:
// expect: variable number of arguments
#include "request.h"
double sum(int n, ...);

double f(double x) { return sum(2, x, 2 * x); }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

// The function to differentiate is only known when the program runs.
// expect: not_a_constant_function.c:10:
// expect: not a function known at compile time
#include "request.h"

double f(double x) { return x * x; }
double g(double x) { return x + x; }
double (*volatile table[])(double) = {f, g};

int main(int n, char **v) { return (int)__enzyme_autodiff((void *)table[n % 2], 2.0); }

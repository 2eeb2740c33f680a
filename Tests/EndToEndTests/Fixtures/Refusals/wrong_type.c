// An integer where the function takes a pointer.
// expect: wrong_type.c:8:
// expect: the argument of parameter 1 has type
#include "request.h"

double f(double *x) { return x[0]; }

int main(void) { return (int)__enzyme_autodiff((void *)f, enzyme_const, 3); }

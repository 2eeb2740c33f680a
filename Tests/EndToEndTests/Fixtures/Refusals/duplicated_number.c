// A shadow of a number that is passed by value, in reverse mode.
// expect: duplicated_number.c:7:
// expect: 'enzyme_dup' for parameter 1, which is passed by value
#include "request.h"

double f(double x) { return x * x; }
int main(void) { return (int)__enzyme_autodiff((void *)f, enzyme_dup, 2.0, 1.0); }

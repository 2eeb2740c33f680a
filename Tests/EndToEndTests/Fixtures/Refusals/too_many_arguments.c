// A request with arguments left over.
// expect: too_many_arguments.c:7:
// expect: more than the differentiated function takes
#include "request.h"

double f(double x) { return x * x; }
int main(void) { return (int)__enzyme_fwddiff((void *)f, enzyme_dup, 2.0, 1.0, 3.0); }

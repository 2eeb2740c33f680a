// Adjoints are returned in reverse mode only.
// expect: out_in_forward_mode.c:7:
// expect: 'enzyme_out' for parameter 1 in forward mode
#include "request.h"

double f(double x) { return x * x; }
int main(void) { return (int)__enzyme_fwddiff((void *)f, enzyme_out, 2.0); }

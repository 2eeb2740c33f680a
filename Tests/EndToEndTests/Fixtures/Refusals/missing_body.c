// The function to differentiate is defined elsewhere.
// expect: missing_body.c:7:
// expect: 'f', which is to be differentiated, has no body here
#include "request.h"

double f(double x);
int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

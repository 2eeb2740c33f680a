// A request behind a pointer.
// expect: '__enzyme_autodiff' is used otherwise than by calling it
#include "request.h"

double f(double x) { return x * x; }
double (*volatile request)(void *, ...) = __enzyme_autodiff;
int main(void) { return (int)request((void *)f, 2.0); }

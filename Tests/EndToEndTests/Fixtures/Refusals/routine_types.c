// A routine whose declaration does not fit the interface.
// expect: routine_types.c:9:
// expect: cblas_ddot
// expect: in 'f'
#include "request.h"

extern float cblas_ddot(int, const double *, int, const double *);

double f(double x) { return cblas_ddot(1, &x, 1, &x); }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

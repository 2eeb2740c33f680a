// A marker that does not exist.
// expect: unknown_marker.c:9:
// expect: enzyme_frobnicate
#include "request.h"

extern int enzyme_frobnicate;
double f(double x) { return x * x; }

int main(void) { return (int)__enzyme_autodiff((void *)f, enzyme_frobnicate, 2.0); }

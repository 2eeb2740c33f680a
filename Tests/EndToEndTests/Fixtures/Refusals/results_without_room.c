// Two adjoints, and a declaration that returns one number.
// expect: results_without_room.c:8:
// expect: is declared to return 8 bytes, but the results of this request take 16
#include "request.h"

double f(double x, double y) { return x * y; }

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0, 3.0); }

// The shadow was forgotten, and the next marker stands in its place.
// expect: marker_in_place_of_shadow.c:10:
// expect: a marker stands where the shadow of parameter 1 is expected
#include "request.h"

double f(double *x, int n) { return x[0] * x[n]; }

int main(int n, char **v) {
  double x[] = {2, 3};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, x, enzyme_const, n);
}

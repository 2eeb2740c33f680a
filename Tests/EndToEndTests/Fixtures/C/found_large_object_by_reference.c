// enzyme_byref, in either order of markers, for an object that C passes in memory.

#include "own.h"

extern int enzyme_byref;

typedef struct { double a, b, c, d, e; } Large;

double combine(Large x, double y) { return x.a * x.e + x.b * x.c * y; }

int main(void) {
  Large x = {1, 2, 3, 4, 5}, dx = {0}, tangent = {0, 0, 1, 0, 0};
  double dy = __enzyme_autodiff((void *)combine, enzyme_byref, sizeof x, enzyme_dup, &x, &dx, 10.0);
  expect("dy", dy, 6);
  expect("a", dx.a, 5);
  expect("b", dx.b, 30);
  expect("e", dx.e, 1);
  expect("forward",
         __enzyme_fwddiff((void *)combine, enzyme_dup, enzyme_byref, sizeof x, &x, &tangent, enzyme_const, 10.0), 20);
  return verdict("found_large_object_by_reference");
}

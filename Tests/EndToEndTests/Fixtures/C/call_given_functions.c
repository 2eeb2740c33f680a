// Functions that are constant arguments of a request.
#include "own.h"

typedef double (*fn)(double);
static double sq(double x) { return x * x; }
static double third(double x) { return x * x * x; }
double apply(fn f, double x) { return 2 * f(x) + x; }
double compose(fn f, fn g, double x) { return f(g(x)); }
double first(fn f, double x) { return __enzyme_autodiff((void *)apply, enzyme_const, f, x); }
int main(void) {
  expect("sq", __enzyme_autodiff((void *)apply, enzyme_const, sq, 3.0), 13);
  expect("third", __enzyme_autodiff((void *)apply, enzyme_const, third, 3.0), 55);
  expect("sin", __enzyme_autodiff((void *)apply, enzyme_const, sin, 3.0), 2 * cos(3.0) + 1);
  expect("compose", __enzyme_autodiff((void *)compose, enzyme_const, sq, enzyme_const, third, 2.0), 6 * 32);
  expect("first", first(third, 3.0), 55);
  expect("second", __enzyme_fwddiff((void *)first, enzyme_const, third, enzyme_dup, 3.0, 1.0), 36);
  return verdict("call_given_functions");
}

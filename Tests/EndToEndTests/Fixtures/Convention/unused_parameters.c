// Optimisers drop what is promised about parameters that a function does not use; they still are numbers, each with an
// argument, a marker and an adjoint of its own.
#include "near.h"

typedef struct {
  double value, a, b;
} Value;

Value __enzyme_autodiff_value(void *, ...);
double __enzyme_fwddiff(void *, ...);
extern int enzyme_primal_return, enzyme_const, enzyme_dup;

__attribute__((noinline)) static double neither(double x, unsigned char k, double y) {
  x += k;
  y = x;
  return 0.5;
}

__attribute__((noinline)) static double last(double x, char k, double y) { return y * y; }

int main(void) {
  Value r = __enzyme_autodiff_value((void *)neither, enzyme_primal_return, 1.5, enzyme_const, 1, 2.0);
  NEAR(r.value, 0.5);
  NEAR(r.a, 0);
  NEAR(r.b, 0);
  r = __enzyme_autodiff_value((void *)last, enzyme_primal_return, 1.5, enzyme_const, 1, 2.0);
  NEAR(r.value, 4);
  NEAR(r.a, 0);
  NEAR(r.b, 4);
  NEAR(__enzyme_fwddiff((void *)neither, enzyme_dup, 1.5, 1.0, enzyme_const, 1, enzyme_dup, 2.0, 1.0), 0);
  NEAR(__enzyme_fwddiff((void *)last, enzyme_dup, 1.5, 1.0, enzyme_const, 1, enzyme_dup, 2.0, 1.0), 4);
  DONE;
}

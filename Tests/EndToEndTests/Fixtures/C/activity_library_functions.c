// Derivatives of functions of the library themselves, and of one that is taken for such a function.

#include "own.h"

typedef struct { double a, b; } Pair;
Pair __enzyme_autodiff_pair(void *, ...);
Pair __enzyme_fwddiff_pair(void *, ...);
float __enzyme_autodiff_float(void *, ...);

__attribute__((noinline)) double near_zero(double x) { return x - x * x / 2; }
void *__enzyme_function_like_near_zero[] = {(void *)near_zero, (void *)"log1p"};

int main(void) {
  Pair p;
  expect("sin", __enzyme_autodiff((void *)sin, 0.3), cos(0.3));
  expect("exp", __enzyme_fwddiff((void *)exp, 0.3, 2.0), 2 * exp(0.3));
  expect("tanhf", __enzyme_autodiff_float((void *)tanhf, 0.0f), 1);
  p = __enzyme_autodiff_pair((void *)pow, 2.0, 3.0);
  expect("pow", p.a, 12);
  expect("pow", p.b, 8 * logl(2));
  expect("pow", __enzyme_autodiff((void *)pow, enzyme_out, 2.0, enzyme_const, 3.0), 12);
  expect("jn", __enzyme_autodiff((void *)jn, 2, 1.5), jn(1, 1.5) - jn(2, 1.5) / 0.75);
  p = __enzyme_fwddiff_pair((void *)atan2, enzyme_width, 2, 1.0, 1.0, 0.0, 2.0, 0.0, 1.0);
  expect("atan2", p.a, 0.4);
  expect("atan2", p.b, -0.2);
  expect("near_zero", __enzyme_autodiff((void *)near_zero, 3.0), 0.25);
  return verdict("activity_library_functions");
}

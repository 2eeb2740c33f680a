// Second derivatives where the first derivative of an inner function is zero: log1p(sin² u) and others at u = 0. The
// outer function has a point where its derivative is infinite, and a zero wins over that; it must not win over what a
// second derivative is made of.
#include <math.h>
#include <stdio.h>

extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);

#define PROGRAM(name, expression) \
  static double name(double u) { double q = u * u; return expression; } \
  static double name##Gradient(double u) { return __enzyme_autodiff((void *)name, u); } \
  static double name##Slope(double u, double v) { return __enzyme_fwddiff((void *)name, u, v); } \
  static double name##Tangent(double u) { return __enzyme_fwddiff((void *)name, u, 1.0); } \
  static double name##Scaled(double u) { return __enzyme_autodiff((void *)name, u) * (1 + u); } \
  static void name##Check(double want) { \
    expect(#name ", forward over reverse", __enzyme_fwddiff((void *)name##Gradient, 0.0, 1.0), want); \
    expect(#name ", reverse over forward", __enzyme_autodiff((void *)name##Tangent, 0.0), want); \
    expect(#name ", forward over forward", __enzyme_fwddiff((void *)name##Slope, 0.0, 1.0, 1.0, 0.0), want); \
    expect(#name ", reverse over reverse", __enzyme_autodiff((void *)name##Gradient, 0.0), want); \
    expect(#name ", product", __enzyme_autodiff((void *)name##Scaled, 0.0), want); \
  }

static int failures;

static void expect(const char *what, double got, double want) {
  if (fabs(got - want) <= 1e-12) return;
  printf("FAIL %s: %.12g instead of %.12g\n", what, got, want);
  failures++;
}

PROGRAM(logarithm, log1p(q))
PROGRAM(root, sqrt(1 + q))
PROGRAM(power, pow(2 + q, 1.5))
PROGRAM(cubeRoot, cbrt(8 + q))
PROGRAM(length, hypot(q, 1 + q))
PROGRAM(arc, asin(0.5 * q))
PROGRAM(chosen, u < 1 ? log(1 + q) : sqrt(q))

int main(void) {
  logarithmCheck(2);
  rootCheck(1);
  powerCheck(3 * sqrt(2));
  cubeRootCheck(1.0 / 6);
  lengthCheck(2);
  arcCheck(1);
  chosenCheck(2);
  puts(failures ? "FAIL found_second_derivative_at_zero" : "ok found_second_derivative_at_zero");
  return failures != 0;
}

// Derivatives of derivatives: functions that contain requests are differentiated themselves.

#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

static double f(double x) {
  double sum = 0;
  for (int i = 1; i < 4; i++) sum += sin(x * i) * x;
  return sum;
}

#ifndef NO_AD
static double first(double x) { return __enzyme_autodiff((void *)f, x); }
static double forwardOverReverse(double x) { return __enzyme_fwddiff((void *)first, x, 1.0); }
static double reverseOverReverse(double x) { return __enzyme_autodiff((void *)first, x); }
static double third(double x) { return __enzyme_autodiff((void *)forwardOverReverse, x); }
#endif

static int differs(const char *name, double found, double expected) {
  if (fabs(found - expected) <= 1e-12 * (1 + fabs(expected))) return 0;
  printf("FAIL nested_requests %s: %.15g instead of %.15g\n", name, found, expected);
  return 1;
}

int main(void) {
  double x = 0.7, second = 0, cube = 0;
  for (int i = 1; i < 4; i++) {
    second += 2 * i * cos(x * i) - i * i * x * sin(x * i);
    cube += -3 * i * i * sin(x * i) - i * i * i * x * cos(x * i);
  }
#ifndef NO_AD
  if (differs("forward over reverse", forwardOverReverse(x), second)) return 1;
  if (differs("reverse over reverse", reverseOverReverse(x), second)) return 1;
  if (differs("third", third(x), cube)) return 1;
#endif
  if (f(x) <= 0) return 1;
  printf("ok nested_requests\n");
  return 0;
}

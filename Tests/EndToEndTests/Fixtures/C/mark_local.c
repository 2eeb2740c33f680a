// Local variables without derivative: numbers, arrays, and one that is written by another function.
#include "own.h"

#define INACTIVE __attribute__((annotate("enzyme_inactive")))

static double number(double x) {
  INACTIVE double y = x * x;
  return x * y;
}

static double array(double x) {
  INACTIVE double y[3];
  for (int i = 0; i < 3; i++) y[i] = x * i;
  double sum = 0;
  for (int i = 0; i < 3; i++) sum += x * y[i];
  return sum;
}

static void fill(double *y, double x) { *y = x * x * x; }

static double filled(double x) {
  INACTIVE double y;
  fill(&y, x);
  return y + x;
}

int main(void) {
  double x = 2;
  expect("number", __enzyme_autodiff((void *)number, x), x * x);
  expect("number forward", __enzyme_fwddiff((void *)number, x, 1.0), x * x);
  expect("array", __enzyme_autodiff((void *)array, x), 3 * x);
  expect("filled", __enzyme_autodiff((void *)filled, x), 1);
  expect("filled forward", __enzyme_fwddiff((void *)filled, x, 1.0), 1);
  return verdict("mark_local");
}

// The macros of nabla/nabla.h.
#include <nabla/nabla.h>
#include "own.h"

static double f(double x) { return x * x; }
static double aug(double x) { return x * x; }
static double rev(double x, double s) { return 10 * x * s; }
NABLA_GRADIENT(f, aug, rev);
static double tan_(double x, double dx) { return 20 * x * dx; }
NABLA_DERIVATIVE(f, tan_);
NABLA_INACTIVE static double noise(double x) { return x; }
NABLA_LIKE("log1p") static double l(double x) { return log(x + 1); }
NABLA_INACTIVE static double scale;
static double g(double x) { scale = x; return f(x) * noise(x) + l(x) * scale; }
int main(void) {
  expect("reverse", __enzyme_autodiff((void *)g, 2.0), 40 + 2. / 3);
  expect("forward", __enzyme_fwddiff((void *)g, 2.0, 1.0), 80 + 2. / 3);
  return verdict("mark_macros");
}

// A loop that a switch enters in its middle: irreducible, and left by a switch.

#include "convention.h"

static double f(const double *x, int n) {
  double sum = 0.25;
  int i = 0, left = 1 + n / 3;
  switch (n % 3) {
    do {
    case 0: sum += x[i++] * sum;
    case 2: sum *= 1 + 0.5 * x[i++];
    case 1: sum = sin(sum) + x[i++];
    } while (--left > 0);
  }
  return sum;
}

int main(void) {
  const double x[8] = {0.5, -0.25, 1, 0.75, -0.5, 0.125, 0.25, 1.5};
  for (int n = 3; n < 6; n++) {
    double d[8] = {0};
    __enzyme_autodiff_void((void *)f, enzyme_dup, x, d, enzyme_const, n);
    for (int k = 0; k < 8; k++) {
      double up[8], down[8], v[8] = {0}, h = 1e-5;
      memcpy(up, x, sizeof x), memcpy(down, x, sizeof x);
      up[k] += h, down[k] -= h, v[k] = 1;
      near_within("reverse", d[k], (f(up, n) - f(down, n)) / (2 * h), 1e-8);
      near("forward", __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, n), d[k]);
    }
  }
  return verdict("found_duffs_device");
}

// Repeated rounding of a sequence of numbers, and what is left of it.
#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;

double energy(double *x, int n, double rate) {
  double sum = 0;
  for (int step = 0; step < 3; step++) {
    for (int i = 0; i < n; i++) {
      if (x[i] > 1)
        x[i] = sin(x[i]) * rate;
      sum += x[i] * x[i];
    }
  }
  while (sum > 10) sum = sqrt(sum) + rate;
  return sum;
}

int main(void) {
  double x[4] = {0.5, 1.5, 2, 3}, dx[4] = {0};
  double dr = __enzyme_autodiff((void *)energy, enzyme_dup, x, dx, enzyme_const, 4, 0.9);
  printf("%g %g %g %g %g\n", dx[0], dx[1], dx[2], dx[3], dr);
  return 0;
}

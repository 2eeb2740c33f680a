// A recursive function with memory of its own, and a loop that carries no derivative.
#include <math.h>
#include <stdlib.h>

double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;

double product(const double *x, int low, int high) {
  if (high - low == 1) return sin(x[low]);
  int middle = (low + high) / 2;
  return product(x, low, middle) * product(x, middle, high);
}

double model(const double *x, const int *chosen, int n, int m) {
  int count = 0;
  for (int i = 0; i < m; i++)
    if (chosen[i]) count++;
  return product(x, 0, n) * count;
}

int main(int argc, char **argv) {
  double x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, dx[8] = {0};
  int chosen[3] = {1, 0, argc};
  return (int)__enzyme_autodiff(
      (void *)model, enzyme_dup, x, dx, enzyme_const, chosen, enzyme_const, 8, enzyme_const, 3);
}

// LU factors of a matrix that is not known to be square.
// expect: routine_rectangular.c:11:
// expect: LU factorisation
// expect: in 'f'
#include "request.h"

extern void dgetrf_(const int *, const int *, double *, const int *, int *, int *);

double f(double *a, int m, int n) {
  int pivots[4], status;
  dgetrf_(&m, &n, a, &m, pivots, &status);
  return a[0];
}

int main(void) {
  double a[4] = {1, 2, 3, 4}, da[4] = {0};
  return (int)__enzyme_autodiff((void *)f, enzyme_dup, a, da, enzyme_const, 2, enzyme_const, 2);
}

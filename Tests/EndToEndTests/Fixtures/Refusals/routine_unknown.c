// A routine of LAPACK without derivative.
// expect: routine_unknown.c:11:
// expect: dsyev_
// expect: in 'f'
#include "request.h"

extern void dsyev_(const char *, const char *, const int *, double *, const int *, double *, double *, const int *, int *);

double f(double x) {
  double a[1] = {x}, w[1], work[8];
  dsyev_("N", "U", &(int){1}, a, &(int){1}, w, work, &(int){8}, &(int){0});
  return w[0];
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

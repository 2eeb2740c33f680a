// The function that a request names is a parameter of the function around it.

#include "convention.h"

static double sq(double x) { return x * x; }
static double cu(double x) { return x * x * x; }
static double derivative(double (*f)(double), double x) { return __enzyme_autodiff((void *)f, x); }
static void gradient(double (*f)(const double *, int), const double *x, double *g, int n) {
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, g, enzyme_const, n);
}
static double s2(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * x[i];
  return s;
}
static double s3(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * x[i] * x[i];
  return s;
}
double newton(double (*f)(double), double x) {
  for (int i = 0; i < 20; i++)
    x -= f(x) / derivative(f, x);
  return x;
}
static double p(double x) { return x * x - 2; }
int main() {
  near("sq", derivative(sq, 3), 6);
  near("cu", derivative(cu, 3), 27);
  double x[2] = {1, 2}, g[2] = {0};
  gradient(s2, x, g, 2);
  near("g", g[1], 4);
  gradient(s3, x, g, 2);
  near("g", g[1], 16);
  near("newton", newton(p, 1.0), sqrt(2));
  return verdict("call_request_wrappers");
}

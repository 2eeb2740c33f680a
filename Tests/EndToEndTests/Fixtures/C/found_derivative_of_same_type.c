// A function calls through a table of pointers; its own derivative has the same type and its address is taken too. That
// does not make it something that the table may lead to.
#include <math.h>
#include <stdio.h>

extern double __enzyme_autodiff(void *, ...);

static double (*table[2])(double) = {sin, cos};

static double apply(double (*f)(double), double x) { return f(x) * x; }

static double total(double x) {
  double sum = 0;
  for (int i = 0; i < 4; i++) sum += apply(table[i % 2], x + i);
  return sum;
}

static double slope(double x) { return __enzyme_autodiff((void *)total, x); }

static int agree(double (*f)(double), double (*df)(double), double x) {
  double h = 1e-5;
  return fabs((f(x + h) - f(x - h)) / (2 * h) - df(x)) < 1e-8;
}

int main(int count, char **arguments) {
  if (count > 3) table[0] = tan;
  int good = agree(total, slope, 0.7) && agree(total, slope, -1.3);
  puts(good ? "ok found_derivative_of_same_type" : "FAIL found_derivative_of_same_type");
  return !good;
}

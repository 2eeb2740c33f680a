// A function overwrites the first number of a structure that it got by value. It is the copy that is overwritten: what the
// caller wrote there before is still needed.
#include <math.h>
#include <stdio.h>

extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern int enzyme_dup, enzyme_const;

typedef struct {
  double first[2];
  double scale, rest[4];
} Record;

__attribute__((noinline)) static double apart(Record r, double a) {
  r.first[0] = cos(a);
  r.first[1] = r.first[0] * r.scale;
  return r.first[0] + 0.3 * atan(r.first[1]);
}

static double total(const double *x, int k) {
  Record r = {0};
  r.first[0] = erf(x[0]);
  r.first[1] = x[1] * x[0];
  r.scale = x[1];
  r.first[k % 2] += apart(r, 1.5);
  return sin(r.first[(k + 1) % 2]) * r.first[0] + apart(r, x[1]);
}

int main(void) {
  double x[2] = {1.2, -1.1}, gradient[2] = {0};
  __enzyme_autodiff((void *)total, enzyme_dup, x, gradient, enzyme_const, 3);
  int good = 1;
  for (int i = 0; i < 2; i++) {
    double old = x[i], step = 1e-6, direction[2] = {0};
    direction[i] = 1;
    double tangent = __enzyme_fwddiff((void *)total, enzyme_dup, x, direction, enzyme_const, 3);
    x[i] = old + step;
    double above = total(x, 3);
    x[i] = old - step;
    double difference = (above - total(x, 3)) / (2 * step);
    x[i] = old;
    good = good && fabs(gradient[i] - difference) < 1e-7 && fabs(tangent - difference) < 1e-7;
  }
  puts(good ? "ok found_overwritten_copy" : "FAIL found_overwritten_copy");
  return !good;
}

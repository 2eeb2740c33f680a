// options: -mavx
// Variables of a function with two sweeps have their shadows on the heap, which must be aligned as the variables are:
// instructions for wide vectors insist on it.
#include <math.h>
#include <stdint.h>
#include <stdio.h>

extern double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;

typedef double Wide __attribute__((vector_size(32)));

static __attribute__((noinline)) double mixed(const double *x, int k) {
  Wide rows[3];
  for (int i = 0; i < 3; i++) rows[i] = (Wide){x[0] * i, x[1], x[2] * x[0], x[3] - i};
  rows[k % 3] *= rows[(k + 1) % 3];
  Wide sum = rows[0] + rows[1] * rows[2];
  return sum[0] + 2 * sum[1] + 3 * sum[2] + sum[3];
}

static double total(const double *x, int n) {
  double sum = 0;
  for (int k = 0; k < n; k++) sum += mixed(x, k) * mixed(x, k + 1);
  return sum;
}

int main(void) {
  double x[4] = {0.7, -0.3, 0.5, 1.1}, gradient[4] = {0};
  __enzyme_autodiff((void *)total, enzyme_dup, x, gradient, enzyme_const, 7);
  int good = 1;
  for (int i = 0; i < 4; i++) {
    double old = x[i], step = 1e-6;
    x[i] = old + step;
    double above = total(x, 7);
    x[i] = old - step;
    double below = total(x, 7);
    x[i] = old;
    double difference = (above - below) / (2 * step);
    good = good && fabs(gradient[i] - difference) <= 1e-6 * fmax(1, fabs(difference));
  }
  puts(good ? "ok found_aligned_variables" : "FAIL found_aligned_variables");
  return !good;
}

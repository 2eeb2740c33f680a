// A natural cubic spline by the tridiagonal algorithm, evaluated in a searched interval.

#ifndef REAL
#define SELF "kernels_spline.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 0.33};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  int knots = n - 1;
  REAL second[8] = {0}, work[8] = {0};
  for (int i = 1; i < knots - 1; i++) {
    REAL p = 0.5 * second[i - 1] + 2;
    second[i] = -0.5 / p;
    work[i] = (3 * (x[i + 1] - 2 * x[i] + x[i - 1]) - 0.5 * work[i - 1]) / p;
  }
  for (int i = knots - 2; i >= 0; i--) second[i] = second[i] * second[i + 1] + work[i];
  REAL sum = 0;
  for (int sample = 0; sample < 5; sample++) {
    REAL at = x[n - 1] * (sample + 0.5) * 2;
    int low = 0, high = knots - 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (at < middle) high = middle;
      else low = middle;
    }
    REAL b = at - low, a = 1 - b;
    sum += a * x[low] + b * x[high] + ((a * a * a - a) * second[low] + (b * b * b - b) * second[high]) / 6;
  }
  return sum;
}

#endif

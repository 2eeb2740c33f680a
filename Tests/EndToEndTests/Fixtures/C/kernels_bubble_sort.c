// Sorting the input in place by comparisons, then a weighted sum.

#ifndef REAL
#define SELF "kernels_bubble_sort.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, -1.5};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  int swapped;
  do {
    swapped = 0;
    for (int i = 0; i + 1 < n; i++)
      if (x[i] > x[i + 1]) {
        REAL t = x[i];
        x[i] = x[i + 1];
        x[i + 1] = t;
        swapped = 1;
      }
  } while (swapped);
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * x[i] * i;
  return sum;
}

#endif

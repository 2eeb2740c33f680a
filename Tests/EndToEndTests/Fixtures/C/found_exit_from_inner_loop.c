// An inner loop without derivatives that leaves the outer one too.

#ifndef REAL
#define SELF "found_exit_from_inner_loop.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

static int FN(marks)[8] = {0, 0, 3, 1, 0, 7, 0, 2};

static REAL FN(f)(REAL *x, int n) {
  REAL sum = 1;
  for (int i = 0; i < n; i++) {
    sum = sum * x[i] + M(sin)(x[i]);
    for (int j = 0; j < 8; j++) {
      if (FN(marks)[j] == i + 2 && j > 1) goto out;
      if (FN(marks)[j] + i > 100) return sum;
    }
    if (i > 3) break;
    x[i] *= sum;
  }
out:
  return sum * sum;
}

#endif

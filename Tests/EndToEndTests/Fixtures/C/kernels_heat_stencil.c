// A nonlinear heat equation, two buffers, fixed ends.

#ifndef REAL
#define SELF "kernels_heat_stencil.c"
#define FORM_MAP
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25};
  return check(x, 8, 8);
}

#else

static void FN(f)(REAL *x, int n, REAL *y, int m) {
  REAL *a = malloc(sizeof(REAL) * (size_t)n), *b = malloc(sizeof(REAL) * (size_t)n);
  memcpy(a, x, sizeof(REAL) * (size_t)n);
  for (int step = 0; step < 10; step++) {
    b[0] = a[0];
    b[n - 1] = a[n - 1];
    for (int i = 1; i < n - 1; i++)
      b[i] = a[i] + 0.2 * (1 + 0.1 * a[i] * a[i]) * (a[i - 1] - 2 * a[i] + a[i + 1]);
    REAL *t = a;
    a = b;
    b = t;
  }
  memcpy(y, a, sizeof(REAL) * (size_t)m);
  free(a);
  free(b);
}

#endif

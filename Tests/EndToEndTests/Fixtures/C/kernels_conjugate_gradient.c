// Conjugate gradients with a residual test on a symmetric system.

#ifndef REAL
#define SELF "kernels_conjugate_gradient.c"
#define TOLERANCE 1e-7
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75};
  return check(x, 5);
}

#else

static void FN(apply)(const REAL *d, const REAL *v, REAL *out, int n) {
  for (int i = 0; i < n; i++)
    out[i] = (4 + d[i] * d[i]) * v[i] - (i > 0 ? v[i - 1] : 0) - (i + 1 < n ? v[i + 1] : 0);
}

static REAL FN(dot)(const REAL *a, const REAL *b, int n) {
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

static REAL FN(f)(REAL *x, int n) {
  REAL solution[8] = {0}, r[8], p[8], ap[8];
  for (int i = 0; i < n; i++) r[i] = p[i] = 1 + x[i] * i;
  REAL rr = FN(dot)(r, r, n);
  for (int step = 0; step < 4 && rr > 1e-8; step++) {
    FN(apply)(x, p, ap, n);
    REAL alpha = rr / FN(dot)(p, ap, n);
    for (int i = 0; i < n; i++) solution[i] += alpha * p[i], r[i] -= alpha * ap[i];
    REAL next = FN(dot)(r, r, n);
    for (int i = 0; i < n; i++) p[i] = r[i] + next / rr * p[i];
    rr = next;
  }
  return FN(dot)(solution, x, n) + FN(dot)(solution, solution, n);
}

#endif

// A recursive FFT of 8 complex numbers with butterflies in place; a nonlinear filter.

#ifndef REAL
#define SELF "kernels_fft.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25, 0.5, 0.5, 1, -1, 0.1, 0.2, 0.3, 0.4};
  return check(x, 16);
}

#else

static NOINLINE void FN(fft)(REAL *z, int n, int stride, REAL sign) {
  if (n == 1) return;
  REAL *copy = malloc(sizeof(REAL) * 2 * (size_t)n);
  for (int i = 0; i < n / 2; i++) {
    copy[2 * i] = z[4 * i], copy[2 * i + 1] = z[4 * i + 1];
    copy[n + 2 * i] = z[4 * i + 2], copy[n + 2 * i + 1] = z[4 * i + 3];
  }
  memcpy(z, copy, sizeof(REAL) * 2 * (size_t)n);
  free(copy);
  FN(fft)(z, n / 2, stride * 2, sign);
  FN(fft)(z + n, n / 2, stride * 2, sign);
  for (int k = 0; k < n / 2; k++) {
    REAL c = M(cos)(6.283185307179586 * k / n), s = sign * M(sin)(6.283185307179586 * k / n);
    REAL re = z[n + 2 * k] * c - z[n + 2 * k + 1] * s, im = z[n + 2 * k] * s + z[n + 2 * k + 1] * c;
    z[n + 2 * k] = z[2 * k] - re, z[n + 2 * k + 1] = z[2 * k + 1] - im;
    z[2 * k] += re, z[2 * k + 1] += im;
  }
}

static REAL FN(f)(REAL *x, int n) {
  FN(fft)(x, n / 2, 1, -1);
  REAL power = 0;
  for (int i = 0; i < n; i++) {
    power += x[i] * x[i] * (i % 3);
    x[i] *= 1 / (1 + 0.01 * x[i] * x[i]);
  }
  FN(fft)(x, n / 2, 1, 1);
  return M(log)(1 + power);
}

#endif

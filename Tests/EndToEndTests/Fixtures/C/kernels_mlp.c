// A small network: tanh layer, softplus, cross entropy over three samples.

#ifndef REAL
#define SELF "kernels_mlp.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2, 0.75, 1.5, -1, 0.25, 0.6, 1.1, -0.4, 0.9, 0.3};
  return check(x, 13);
}

#else

static REAL FN(f)(REAL *x, int n) {
  static const double inputs[3][2] = {{0.5, -1}, {1.5, 0.25}, {-0.75, 1}};
  const REAL *w1 = x, *b1 = x + 6, *w2 = x + 9;
  REAL loss = 0;
  for (int sample = 0; sample < 3; sample++) {
    REAL hidden[3], out = x[n - 1];
    for (int i = 0; i < 3; i++) {
      hidden[i] = b1[i];
      for (int j = 0; j < 2; j++) hidden[i] += w1[2 * i + j] * inputs[sample][j];
      hidden[i] = M(tanh)(hidden[i]);
    }
    for (int i = 0; i < 3; i++) out += w2[i] * hidden[i];
    loss += M(log1p)(M(exp)(sample % 2 ? out : -out));
  }
  return loss;
}

#endif

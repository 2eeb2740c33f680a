// RK4 with a right-hand side through a callback (damped pendulum).

#ifndef REAL
#define SELF "kernels_runge_kutta.c"
#include "check.h"

int main(void) {
  double x[] = {1, 0.5, -0.25, 2};
  return check(x, 4);
}

#else

typedef void (*FN(System))(const REAL *state, const REAL *parameters, REAL *slope);

static void FN(pendulum)(const REAL *state, const REAL *parameters, REAL *slope) {
  slope[0] = state[1];
  slope[1] = -parameters[1] * M(sin)(state[0]) - parameters[0] * state[1];
}

static void FN(step)(FN(System) system, REAL *state, const REAL *parameters, REAL h) {
  REAL k[4][2], at[2];
  system(state, parameters, k[0]);
  for (int stage = 1; stage < 4; stage++) {
    for (int i = 0; i < 2; i++) at[i] = state[i] + (stage == 3 ? h : 0.5 * h) * k[stage - 1][i];
    system(at, parameters, k[stage]);
  }
  for (int i = 0; i < 2; i++) state[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
}

static REAL FN(f)(REAL *x, int n) {
  for (int i = 0; i < 25; i++) FN(step)(FN(pendulum), x, x + n - 2, 0.1);
  return x[0] * x[1];
}

#endif

// Three bodies in space with softened gravity: an array of structs.

#ifndef REAL
#define SELF "kernels_nbody.c"
#include "check.h"

int main(void) {
  double x[] = {0, 0.1, 0, 1, 0.2, 0.5, -0.3, 1.1, 0.4, 0.1, 0.2, 0, -0.1, 0.3, 0, 0.2, -0.2, 0.1};
  return check(x, 18);
}

#else

typedef struct { REAL position[3], velocity[3], mass; } FN(Body);

static REAL FN(f)(REAL *x, int n) {
  FN(Body) bodies[3];
  for (int b = 0; b < 3; b++) {
    for (int k = 0; k < 3; k++) bodies[b].position[k] = x[3 * b + k], bodies[b].velocity[k] = x[(9 + 3 * b + k) % n];
    bodies[b].mass = 1 + 0.5 * b;
  }
  for (int step = 0; step < 8; step++) {
    for (int a = 0; a < 3; a++)
      for (int b = 0; b < 3; b++) {
        if (a == b) continue;
        REAL d[3], r2 = 0.05;
        for (int k = 0; k < 3; k++) d[k] = bodies[b].position[k] - bodies[a].position[k], r2 += d[k] * d[k];
        REAL pull = 0.05 * bodies[b].mass / (r2 * M(sqrt)(r2));
        for (int k = 0; k < 3; k++) bodies[a].velocity[k] += pull * d[k];
      }
    for (int b = 0; b < 3; b++)
      for (int k = 0; k < 3; k++) bodies[b].position[k] += 0.05 * bodies[b].velocity[k];
  }
  REAL energy = 0;
  for (int b = 0; b < 3; b++)
    for (int k = 0; k < 3; k++) energy += 0.5 * bodies[b].mass * bodies[b].velocity[k] * bodies[b].velocity[k];
  return energy + bodies[0].position[1];
}

#endif

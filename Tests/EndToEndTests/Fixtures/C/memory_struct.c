// Nested structs of floats, integers and arrays.

#ifndef REAL
#define SELF "memory_struct.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2};
  return check(x, 4);
}

#else

typedef struct { REAL position[2]; int steps; } FN(Body);
typedef struct { FN(Body) body; char tag; REAL mass; } FN(Probe);

static REAL FN(f)(REAL *x, int n) {
  FN(Probe) probe = {{{x[0], x[1]}, n}, 'p', x[2]};
  for (int i = 0; i < probe.body.steps; i++) {
    probe.body.position[i % 2] += probe.mass * M(sin)(probe.body.position[(i + 1) % 2]);
    probe.mass *= 0.9 + 0.1 * x[3];
  }
  return probe.body.position[0] * probe.body.position[1] + probe.mass * (probe.tag == 'p');
}

#endif

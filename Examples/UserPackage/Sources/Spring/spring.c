#include "Spring.h"

static double square(double x) { return x * x; }

double spring_energy(const double *lengths, int count, double stiffness) {
  double energy = 0;
  for (int i = 0; i < count; i++) energy += 0.5 * stiffness * square(lengths[i] - 1);
  return energy;
}

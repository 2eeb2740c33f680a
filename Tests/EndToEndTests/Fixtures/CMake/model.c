/* A model in a library of its own. */
#include <math.h>

double model(const double *x, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += sin(x[i]) * x[i];
  return sum;
}

// Split mode over functions that might throw: the tape is released then, and made before anything can.

#include "near.h"
#include <vector>

template <typename R, typename... T> R __enzyme_augmentfwd(void *, T...);
template <typename R, typename... T> R __enzyme_reverse(void *, T...);
template <typename R, typename... T> R __enzyme_autodiff(void *, T...);
extern int enzyme_dup, enzyme_const;

struct Field {
  std::vector<double> values;
  void step(double dt) {
    auto old = values;
    for (size_t i = 1; i + 1 < values.size(); i++) values[i] += dt * (old[i - 1] - 2 * old[i] + old.at(i + 1)) * old[i];
  }
};

void advance(Field &field, double dt) { field.step(dt); }

double energy(const Field &field) {
  double sum = 0;
  for (double value : field.values) sum += value * value;
  return sum;
}

static double after(Field field, const std::vector<double> &steps) {
  for (double dt : steps) advance(field, dt);
  return energy(field);
}

int main() {
  const Field start{{0, 0.1, 0.4, 0.9, 0.3, 0}};
  Field field = start, adjoint{std::vector<double>(6)};
  const std::vector<double> steps{0.1, 0.05, 0.2};
  std::vector<void *> tapes;
  for (double dt : steps) {
    tapes.push_back(__enzyme_augmentfwd<void *>((void *)advance, enzyme_dup, &field, &adjoint, enzyme_const, dt));
  }
  __enzyme_autodiff<void>((void *)energy, enzyme_dup, &field, &adjoint);
  for (int i = 2; i >= 0; i--) {
    __enzyme_reverse<void>((void *)advance, enzyme_dup, &field, &adjoint, enzyme_const, steps[i], tapes[i]);
  }
  for (int i = 0; i < 6; i++) {
    Field up = start, down = start;
    up.values[i] += 1e-5;
    down.values[i] -= 1e-5;
    NEAR(adjoint.values[i], (after(up, steps) - after(down, steps)) / 2e-5);
  }
  DONE;
}

// Two reverse calls into one shadow; a shadow of a struct with an integer and a pointer.

#ifndef REAL
#define SELF "activity_accumulates.c"
#define FORM_CUSTOM
#include "check.h"

int main(void) {
  double items[3] = {1.5, -2, 0.5}, shadows[3] = {0}, t = 0.8, dt = 1.25 * (2.25 + 4 + 0.25);
  Model model = {1.25, 3, items}, shadow = {0, 3, shadows};
  (void)shadow;
  for (int round = 0; round < 2; round++) {
    expect("dt", round, AD(__enzyme_autodiff((void *)f, enzyme_dup, &model, &shadow, enzyme_out, t), dt), dt);
#ifdef NO_AD
    for (int i = 0; i < 3; i++) shadows[i] += 2 * model.scale * items[i] * t;
    shadow.scale += t * 6.5;
#endif
  }
  for (int i = 0; i < 3; i++) expect("items", i, shadows[i], 4 * model.scale * items[i] * t);
  expect("scale", 0, shadow.scale, 2 * t * 6.5);
  expect("n", 0, shadow.n, 3);
  wide wide_items[3] = {1.5, -2, 0.5};
  Model_wide wide_model = {1.25, 3, wide_items};
  expect("value", 0, f(&model, t), f_wide(&wide_model, t));
  return verdict();
}

#else

typedef struct { REAL scale; int n; REAL *items; } FN(Model);
static REAL FN(f)(const FN(Model) *model, REAL t) {
  REAL sum = 0;
  for (int i = 0; i < model->n; i++) sum += model->scale * model->items[i] * model->items[i] * t;
  return sum;
}

#endif

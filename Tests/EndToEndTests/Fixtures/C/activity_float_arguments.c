// float by value through a request with a prototype, float buffers, a float result.

#ifndef REAL
#define SELF "activity_float_arguments.c"
#define FORM_CUSTOM
#define TOLERANCE 1e-5
#include "check.h"

extern float __enzyme_autodiff_float(void *, float, float *, float *, int);
extern float __enzyme_fwddiff_float(void *, int, float, float, int, float *, float *, int, int);

int main(void) {
  float x[3] = {1.5f, -2, 0.5f}, dx[3] = {0}, v[3] = {1, 0.5f, 0}, a = 0.7f;
  float da = 0, tangent = 0;
  for (int i = 0; i < 3; i++) da += x[i] * cosf(a * x[i]), tangent += a * v[i] * cosf(a * x[i]);
  (void)dx;
  expect("da", 0, AD(__enzyme_autodiff_float((void *)f, a, x, dx, 3), da), da);
  for (int i = 0; i < 3; i++) expect("dx", i, AD(dx[i], a * cosf(a * x[i])), a * cosf(a * x[i]));
  tangent += 2 * da;
  float forward =
      AD(__enzyme_fwddiff_float((void *)f, enzyme_dup, a, 2.0f, enzyme_dup, x, v, enzyme_const, 3), tangent);
  expect("tangent", 0, forward, tangent);
  expect("value", 0, f(a, x, 3), f_wide(a, (wide[]){1.5, -2, 0.5}, 3));
  return verdict();
}

#else

static SINGLE FN(f)(SINGLE a, const SINGLE *x, int n) {
  SINGLE sum = 0;
  for (int i = 0; i < n; i++) sum += MS(sin)(a * x[i]);
  return sum;
}

#endif

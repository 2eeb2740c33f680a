// The function allocates its output and hands it over through a pointer.

#ifndef REAL
#define SELF "memory_allocated_output.c"
#define FORM_CUSTOM
#include "check.h"

static wide sum_wide(wide t) {
  wide *y = NULL;
  f_wide(t, &y);
  wide sum = weight(0) * y[0] + weight(1) * y[1];
  free(y);
  return sum;
}

int main(void) {
  double *y = NULL, *dy = NULL;
  AD(__enzyme_fwddiff_void((void *)f, enzyme_dup, 1.3, 1.0, enzyme_dup, &y, &dy), f(1.3, &y));
  wide want = slope(sum_wide, 1.3L);
  double got = dy ? weight(0) * dy[0] + weight(1) * dy[1] : AD(0, (double)want);
  expect("tangent", 0, got, want);
  free(y);
  free(dy);
  return verdict();
}

#else

static void FN(f)(REAL t, REAL **result) {
  REAL *y = malloc(2 * sizeof(REAL));
  y[0] = t * t;
  y[1] = M(sin)(t) * y[0];
  *result = y;
}

#endif

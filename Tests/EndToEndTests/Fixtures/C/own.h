// Shared by programs that know their derivatives and do not need `check.h`.

#ifndef OWN_H
#define OWN_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width;
double __enzyme_autodiff(void *, ...);
void __enzyme_autodiff_void(void *, ...);
double __enzyme_fwddiff(void *, ...);

static int failures;

static inline void expect(const char *what, double got, double want) {
  if (fabs(got - want) <= 1e-9 * (1 + fabs(want))) return;
  printf("FAIL %s: %.12g instead of %.12g\n", what, got, want);
  failures++;
}

/// Prints the verdict on a program and is the exit code of `main`.
static inline int verdict(const char *name) {
  if (failures == 0) printf("ok %s\n", name);
  return failures != 0;
}

#endif

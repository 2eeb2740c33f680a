// Shared by the programs of this folder, which are compiled at each level without debug information, as builds do that
// hand LLVM IR to `nabla opt`. Each compares derivatives with values known otherwise and prints `ok`.

#pragma once
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static inline void near_(int line, const char *what, double got, double want, double tolerance) {
  if (fabs(got - want) <= tolerance * (1 + fabs(want))) return;
  printf("FAIL line %d %s: %.12g instead of %.12g\n", line, what, got, want);
  failures++;
}

#define NEAR(got, want) near_(__LINE__, #got, (got), (want), 1e-7)
// For single precision, and differences of first order.
#define NEARF(got, want) near_(__LINE__, #got, (got), (want), 1e-4)
#define DONE return failures ? 1 : (puts("ok"), 0)
#define NI __attribute__((noinline))

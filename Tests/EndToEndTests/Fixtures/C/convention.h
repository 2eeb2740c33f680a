// Shared by the programs that test the C interface: every marker, every kind of request, and a comparison.

#ifndef CONVENTION_H
#define CONVENTION_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int enzyme_dup, enzyme_dupnoneed, enzyme_dupv, enzyme_dupnoneedv, enzyme_out, enzyme_const, enzyme_byref;
extern int enzyme_width, enzyme_interleave, enzyme_not_overwritten, enzyme_nofree, enzyme_allocated, enzyme_tape;
extern int enzyme_primal_return, enzyme_noret, enzyme_const_return, enzyme_dup_return, enzyme_out_return;
extern int enzyme_runtime_activity, enzyme_strong_zero;

extern double __enzyme_autodiff(void *, ...);
extern void __enzyme_autodiff_void(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern void __enzyme_fwddiff_void(void *, ...);
extern size_t __enzyme_augmentsize(void *, ...);
extern void *__enzyme_augmentfwd(void *, ...);
extern double __enzyme_reverse(void *, ...);
extern void __enzyme_reverse_void(void *, ...);
extern double __enzyme_fwdsplit(void *, ...);
extern void __enzyme_fwdsplit_void(void *, ...);
extern void *__enzyme_virtualreverse(void *);

static int failures;

/// Records a failure unless `got` is `want`, up to `tolerance` relative to 1 + |want|.
static inline void near_within(const char *what, double got, double want, double tolerance) {
  if (fabs(got - want) <= tolerance * (1 + fabs(want))) return;
  printf("FAIL %s: %.15g instead of %.15g\n", what, got, want);
  failures++;
}

static inline void near(const char *what, double got, double want) { near_within(what, got, want, 1e-11); }

/// Prints the verdict and is the exit code of `main`.
static inline int verdict(const char *name) {
  if (failures == 0) printf("ok %s\n", name);
  return failures != 0;
}

#endif

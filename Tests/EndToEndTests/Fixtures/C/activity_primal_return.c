// enzyme_primal_return: the value before the derivatives, forward and reverse.

#ifndef REAL
#define SELF "activity_primal_return.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { double value, tangent; } Forward;
typedef struct { double value, a, b; } Reverse;
extern Forward __enzyme_fwddiff_primal(void *, ...);
extern Reverse __enzyme_autodiff_primal(void *, ...);

static double a = 0.6, b = 1.2;
static wide along_a(wide t) { return f_wide(t, b); }
static wide along_b(wide t) { return f_wide(a, t); }

int main(void) {
  wide da = slope(along_a, a), db = slope(along_b, b);
  Forward forward = AD(__enzyme_fwddiff_primal((void *)f, enzyme_primal_return, enzyme_dup, a, 2.0, enzyme_dup, b,
                                               -1.0),
                       ((Forward){f(a, b), (double)(2 * da - db)}));
  Reverse reverse = AD(__enzyme_autodiff_primal((void *)f, enzyme_primal_return, a, b),
                       ((Reverse){f(a, b), (double)da, (double)db}));
  expect("forward value", 0, forward.value, f_wide(a, b));
  expect("forward tangent", 0, forward.tangent, 2 * da - db);
  expect("reverse value", 0, reverse.value, f_wide(a, b));
  expect("reverse a", 0, reverse.a, da);
  expect("reverse b", 0, reverse.b, db);
  return verdict();
}

#else

static REAL FN(f)(REAL a, REAL b) { return M(exp)(a * b) / (1 + b * b); }

#endif

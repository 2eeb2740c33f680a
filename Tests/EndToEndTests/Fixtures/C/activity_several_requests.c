// Several requests for one function with different activities, one within a loop, two functions.

#ifndef REAL
#define SELF "activity_several_requests.c"
#define FORM_CUSTOM
#include "check.h"

int main(void) {
  for (int i = 1; i < 4; i++) {
    double a = 0.5 * i, b = 2.0 / i;
    expect("da", i, AD(__enzyme_autodiff((void *)f, enzyme_out, a, enzyme_const, b), 2 * a * b), 2 * a * b);
    expect("db", i, AD(__enzyme_autodiff((void *)f, enzyme_const, a, enzyme_out, b), a * a), a * a);
    expect("g", i, AD(__enzyme_autodiff((void *)g, a), 3 * a * a + cos(a)), 3 * a * a + cos(a));
    expect("forward", i, AD(__enzyme_fwddiff((void *)g, a, 2.0), 2 * (3 * a * a + cos(a))), 2 * (3 * a * a + cos(a)));
    expect("value", i, f(a, b) + g(a), f_wide(a, b) + g_wide(a));
  }
  return verdict();
}

#else

static REAL FN(f)(REAL a, REAL b) { return a * a * b; }
static REAL FN(g)(REAL a) { return FN(f)(a, a) + M(sin)(a); }

#endif

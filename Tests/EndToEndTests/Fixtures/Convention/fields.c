// Fields of structures marked as inactive.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
struct S {
  double a;
  double b __attribute__((annotate("enzyme_inactive")));
};
double f(struct S *s) { return s->a * s->b; }

int main() {
  struct S s = {2, 3}, d = {0, 0};
  __enzyme_autodiffv((void *)f, &s, &d);
  NEAR(d.a, 3);
  NEAR(d.b, 0);
  s.a = 2;
  d.a = 1;
  d.b = 1;
  NEAR(__enzyme_fwddiff((void *)f, &s, &d), 3);
  DONE;
}

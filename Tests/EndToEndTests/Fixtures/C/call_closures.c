// Callbacks with a context, through function pointers in structs.

#ifndef REAL
#define SELF "call_closures.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef REAL (*FN(Fun))(REAL, void *);
typedef struct {
  FN(Fun) f;
  void *ctx;
} FN(Closure);
typedef struct {
  REAL k;
  int n;
} FN(Ctx);
static REAL FN(g1)(REAL t, void *c) { return t * ((FN(Ctx) *)c)->k; }
static REAL FN(g2)(REAL t, void *c) {
  FN(Ctx) *x = c;
  x->k += t;
  return M(sin)(t) * x->n;
}
static NOINLINE REAL FN(apply)(FN(Closure) * c, REAL t) { return c->f(t, c->ctx); }
static REAL FN(f)(REAL *x, int n) {
  FN(Ctx) ctx = {x[0], n};
  FN(Closure) cs[2] = {{FN(g1), &ctx}, {FN(g2), &ctx}};
  REAL s = 0;
  for (int i = 0; i < n; i++)
    s += FN(apply)(&cs[i % 2], x[i]);
  return s * ctx.k;
}

#endif

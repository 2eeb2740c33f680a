// Records of many kinds of fields: returned, passed, copied by memmove.

#ifndef REAL
#define SELF "memory_record_copies.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct {
  float a, b;
  int k;
} FN(Q);
typedef struct {
  REAL p;
  short s;
  char c[3];
  float f;
  FN(Q) q;
  REAL *link;
  REAL t[2];
} FN(M1);
static FN(M1) FN(make)(REAL *x, int i) {
  FN(M1) m = {x[i], i, {1, 2, 3}, (float)x[i], {1.5f, (float)x[0], i}, x, {x[1], x[2]}};
  return m;
}
static NOINLINE FN(M1) FN(mix)(FN(M1) a, const FN(M1) * b) {
  FN(M1) r = a;
  r.q = b->q;
  r.t[1] = b->t[0] * a.p;
  return r;
}
static REAL FN(f)(REAL *x, int n) {
  FN(M1) *all = malloc(sizeof *all * n);
  for (int i = 0; i < n; i++)
    all[i] = FN(make)(x, i);
  FN(M1) tmp = all[0];
  memmove(all, all + 1, sizeof(FN(M1)) * (n - 1));
  all[n - 1] = tmp;
  all[1] = FN(mix)(all[0], &all[2]);
  REAL s = 0;
  for (int i = 0; i < n; i++)
    s += all[i].p * all[i].t[1] * all[i].s + all[i].link[i] * all[i].c[1];
  free(all);
  return s;
}

#endif

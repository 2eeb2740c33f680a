// A tagged union whose integer lies where the number does.

#ifndef REAL
#define SELF "found_tagged_union.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef union {
  REAL d;
  long long i;
  struct {
    int lo, hi;
  } p;
} FN(U);
typedef struct {
  int tag;
  union {
    REAL r;
    int k;
  } u;
} FN(T);
static REAL FN(f)(REAL *x, int n) {
  REAL s = 0;
  FN(T) t[8];
  for (int i = 0; i < n; i++) {
    t[i].tag = i % 2;
    if (i % 2)
      t[i].u.k = i;
    else
      t[i].u.r = x[i] * 2;
  }
  FN(T) c[8];
  for (int i = 0; i < n; i++)
    c[i] = t[n - 1 - i];
  for (int i = 0; i < n; i++)
    if (c[i].tag)
      s += c[i].u.k * x[i];
    else
      s += c[i].u.r * x[i];
  FN(U) u;
  u.d = s;
  return u.d * 2;
}

#endif

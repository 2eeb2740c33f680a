// Records that move inside their array by less than what is moved: numbers, integers and addresses.

#ifndef REAL
#define SELF "found_overlapping_records.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct {
  REAL a;
  int k;
  REAL b;
  REAL *p;
} FN(P);
static REAL FN(f)(REAL *x, int n) {
  FN(P) s[6];
  for (int i = 0; i < 6; i++)
    s[i] = (FN(P)){x[i], i, M(sin)(x[i]), x + i};
  memmove(s, s + 1, sizeof(FN(P)) * 3);
  s[1].a *= s[0].b;
  memmove(s + 2, s, sizeof(FN(P)) * 4);
  s[2].b *= s[3].a;
  memmove(s + 1, s, sizeof(FN(P)) * (n - 2));
  s[1].b *= s[2].a;
  memmove(s, s + 2, sizeof(FN(P)) * (n - 3));
  REAL sum = 0;
  for (int i = 0; i < 6; i++)
    sum += s[i].a * s[i].b * s[i].k * *s[i].p * (i + 1);
  return sum;
}

#endif

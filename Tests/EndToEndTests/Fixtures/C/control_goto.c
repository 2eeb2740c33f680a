// A loop made of gotos.

#ifndef REAL
#define SELF "control_goto.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static REAL FN(f)(REAL *x, int n) {
  int i = 0, k = 0;
  REAL s = 1, t = 0;
again:
  if (i >= n)
    goto done;
  s = s * M(cos)(x[i]) + t;
  if (s < 0.3) {
    i++;
    t += x[i % n];
    goto again;
  }
  k++;
  if (k > 20)
    goto fail;
  if (k % 3 == 0)
    goto skip;
  t += s * 0.25;
skip:
  i++;
  goto again;
fail:
  return s * t;
done:
  return s + t * t;
}

#endif

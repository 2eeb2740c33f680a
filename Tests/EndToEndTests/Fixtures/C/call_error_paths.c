// Error paths that print and exit, and inactive text processing.

#ifndef REAL
#define SELF "call_error_paths.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

static NOINLINE REAL FN(check_)(REAL v, const char *w) {
  if (v != v) {
    fprintf(stderr, "bad %s\n", w);
    exit(3);
  }
  return v;
}
static REAL FN(f)(REAL *x, int n) {
  REAL s = 0;
  char buffer[64];
  for (int i = 0; i < n; i++) {
    if (x[i] > 100) {
      printf("too large %d %g\n", i, (double)x[i]);
      abort();
    }
    s += FN(check_)(x[i] * x[i], "square");
    snprintf(buffer, sizeof buffer, "%d:%g", i, (double)s);
    s += 0.1 * (int)strlen(buffer) * x[0];
    s -= 0.1 * (int)strlen(buffer) * x[0];
  }
  return s;
}

#endif

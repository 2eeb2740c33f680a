// Output and string functions beside active values.

#ifndef REAL
#define SELF "call_printing.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75};
  return check(x, 3);
}

#else

static REAL FN(f)(REAL *x, int n) {
  char text[64];
  REAL sum = 0;
  for (int i = 0; i < n; i++) {
    int length = snprintf(text, sizeof text, "item %d of %d", i, n);
    if (x[i] < -100) fprintf(stderr, "unexpected %s %g\n", text, (double)x[i]);
    sum += x[i] * x[i] * length + (strcmp(text, "item 1 of 3") == 0 ? x[0] * x[i] : 0) + x[i] * (REAL)strlen(text);
  }
  return sum;
}

#endif

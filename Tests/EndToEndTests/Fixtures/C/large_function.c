// So many blocks and kept values that variables become values without LLVM's help, and the tape holds what registers
// hold in smaller functions. The last statements are in a loop with an early exit.

#ifndef REAL
#define SELF "large_function.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, -0.25, 1.5, 0.75, -0.9};
  return check(x, 5);
}

#else

#define S(k)                                                                                                           \
  if (x[k % 5] > 0.21 * (k % 9 - 4))                                                                                   \
    a = 0.8 * a + 0.1 * M(sin)(b + x[k % 3]) * x[k % 4];                                                                  \
  else                                                                                                                 \
    b = 0.7 * b + 0.2 * M(cos)(a - x[k % 2]) * c;                                                                         \
  if (k % 7 == 3) c = 0.5 * c + 0.2 * a * x[k % 5];
#define TEN(k) S(k##0) S(k##1) S(k##2) S(k##3) S(k##4) S(k##5) S(k##6) S(k##7) S(k##8) S(k##9)
#define HUNDRED(k) TEN(k##0) TEN(k##1) TEN(k##2) TEN(k##3) TEN(k##4) TEN(k##5) TEN(k##6) TEN(k##7) TEN(k##8) TEN(k##9)

static REAL FN(f)(REAL *x, int n) {
  REAL a = x[0], b = x[1], c = 1;
  HUNDRED(1) HUNDRED(2) HUNDRED(3)
  for (int i = 0; i < n; i++) {
    if (a > 100) break;
    TEN(1) TEN(2)
    x[i] = a * b;
  }
  return a + b * c + x[2];
}

#endif

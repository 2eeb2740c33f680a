// Many cases of a switch inside a loop: adjoints that pass from iteration to iteration and many that do not.

#ifndef REAL
#define SELF "large_switch.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, -0.25, 1.5, 0.75, -0.9};
  return check(x, 5);
}

#else

#define S(k)                                                                                                           \
  case k - 100: {                                                                                                      \
    REAL t = M(sin)(a * x[k % 5]);                                                                                     \
    if (t > 0.05 * (k % 9)) {                                                                                          \
      b = 0.6 * b + t * c * (k % 7);                                                                                   \
    } else {                                                                                                           \
      a = 0.9 * a + M(cos)(b) * t;                                                                                     \
      if (k % 3) continue;                                                                                             \
    }                                                                                                                  \
    c = 0.5 * c + 0.1 * t * a;                                                                                         \
    break;                                                                                                             \
  }
#define TEN(k) S(k##0) S(k##1) S(k##2) S(k##3) S(k##4) S(k##5) S(k##6) S(k##7) S(k##8) S(k##9)

static REAL FN(f)(REAL *x, int n) {
  REAL a = x[0], b = x[1], c = 1, sum = 0;
  for (int i = 0; i < 8 * n; i++) {
    for (int k = 0; k < 3; k++) sum += 0.1 * M(sin)(a * k + b) * c;
    switch ((i * 37) % 101) {
      TEN(10) TEN(11) TEN(12) TEN(13) TEN(14) TEN(15) TEN(16) TEN(17) TEN(18) TEN(19)
      default: a = 0.7 * a + x[i % n];
    }
    if (sum > 1000) return sum * a;
  }
  return a + b * c + sum;
}

#endif

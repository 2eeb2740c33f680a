// Parts of a vector that are cut out of it as integers, as optimisers do where the parts are loaded again.

#include "near.h"

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

typedef double v4 __attribute__((vector_size(32)));
typedef double v2 __attribute__((vector_size(16)));
typedef unsigned _BitInt(256) word;
typedef unsigned _BitInt(128) half;

static double parts(const v4 *p, int k) {
  v4 v = p[k] * p[k];
  word all = __builtin_bit_cast(word, v);
  v2 middle = __builtin_bit_cast(v2, (half)(all >> 64)), upper = __builtin_bit_cast(v2, (half)(all >> 128));
  double third = __builtin_bit_cast(double, (unsigned long)(all >> 128));
  return middle[0] + 10 * middle[1] + 100 * upper[0] + 1000 * upper[1] + 1e4 * third + middle[0] * v[0];
}

int main(void) {
  v4 x[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}}, dx[2] = {{0}}, v[2] = {{1, -1, 2, .5}, {.25, 3, -2, 1}};
  for (int k = 0; k < 2; k++) {
    v4 a = x[k];
    double want[] = {2 * a[0] * a[1] * a[1], 2 * a[1] * (1 + a[0] * a[0]), 2 * a[2] * (10 + 100 + 1e4), 2000 * a[3]};
    __enzyme_autodiff((void *)parts, enzyme_dup, x, dx, enzyme_const, k);
    double product = 0;
    for (int i = 0; i < 4; i++) {
      NEAR(dx[k][i], want[i]);
      product += want[i] * v[k][i];
    }
    NEAR(__enzyme_fwddiff((void *)parts, enzyme_dup, x, v, enzyme_const, k), product);
  }
  DONE;
}

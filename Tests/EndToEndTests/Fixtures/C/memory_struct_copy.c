// Assignment of structs that mix integers, floats and pointers.

#ifndef REAL
#define SELF "memory_struct_copy.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

typedef struct { int count; REAL *items; REAL sum; char name[3]; REAL tail[2]; } FN(Bag);

static REAL FN(f)(REAL *x, int n) {
  REAL own[4] = {x[0], x[1] * 2, 1, x[3]};
  FN(Bag) a = {n, x, 0, "ab", {x[1], x[2]}}, b;
  b = a;
  b.items = own;
  b.tail[0] *= a.tail[1];
  FN(Bag) bags[3] = {a, b, a};
  bags[2] = bags[1];
  bags[1].sum = 5;
  for (int k = 0; k < 3; k++)
    for (int i = 0; i < bags[k].count; i++) {
      bags[k].sum += bags[k].items[i] * bags[k].tail[i % 2] * (bags[k].name[1] == 'b');
      bags[k].items[i] *= 1.1;
    }
  return bags[0].sum * bags[1].sum + bags[2].sum;
}

#endif

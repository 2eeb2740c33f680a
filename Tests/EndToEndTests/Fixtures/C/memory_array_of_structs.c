// A heap array of structs of integer, double and float.

#ifndef REAL
#define SELF "memory_array_of_structs.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct { int id; REAL value; short next; REAL rate; } FN(Cell);

static REAL FN(f)(REAL *x, int n) {
  FN(Cell) *cells = malloc(sizeof(FN(Cell)) * (size_t)n);
  for (int i = 0; i < n; i++) cells[i] = (FN(Cell)){i, x[i], (short)((i * 2 + 1) % n), 0.5 * x[(i + 1) % n]};
  for (int step = 0; step < 4; step++)
    for (int i = 0; i < n; i++) {
      FN(Cell) *next = &cells[cells[i].next];
      cells[i].value += 0.2 * next->value * next->rate;
      next->rate -= 0.1 * cells[i].value;
    }
  REAL sum = 0;
  for (int i = 0; i < n; i++) sum += cells[i].value * cells[i].rate * (cells[i].id + 1);
  free(cells);
  return sum;
}

#endif

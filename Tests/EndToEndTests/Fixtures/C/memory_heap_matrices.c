// Matrices on the heap with row pointers, made and released in a loop.

#ifndef REAL
#define SELF "memory_heap_matrices.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct {
  int rows, cols;
  REAL *data;
  REAL **row;
} FN(Mat);
static FN(Mat) * FN(mat)(int r, int c) {
  FN(Mat) *m = malloc(sizeof *m);
  m->rows = r;
  m->cols = c;
  m->data = calloc(r * c, sizeof(REAL));
  m->row = malloc(sizeof(REAL *) * r);
  for (int i = 0; i < r; i++)
    m->row[i] = m->data + i * c;
  return m;
}
static void FN(release)(FN(Mat) * m) {
  free(m->row);
  free(m->data);
  free(m);
}
static FN(Mat) * FN(mul)(const FN(Mat) * a, const FN(Mat) * b) {
  FN(Mat) *c = FN(mat)(a->rows, b->cols);
  for (int i = 0; i < a->rows; i++)
    for (int j = 0; j < b->cols; j++)
      for (int k = 0; k < a->cols; k++)
        c->row[i][j] += a->row[i][k] * b->row[k][j];
  return c;
}
static REAL FN(f)(REAL *x, int n) {
  FN(Mat) *a = FN(mat)(2, 3), *b = FN(mat)(3, 2);
  for (int i = 0; i < 6; i++) {
    a->data[i] = x[i % n];
    b->data[i] = x[(i + 2) % n] * 2;
  }
  for (int t = 0; t < 3; t++) {
    FN(Mat) *c = FN(mul)(a, b), *d = FN(mul)(c, a);
    FN(release)(c);
    FN(release)(a);
    a = d;
  }
  REAL s = 0;
  for (int i = 0; i < 6; i++)
    s += a->data[i] * 0.01;
  FN(release)(a);
  FN(release)(b);
  return s;
}

#endif

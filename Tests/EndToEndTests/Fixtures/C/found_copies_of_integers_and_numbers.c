// One function copies arrays of integers and arrays of numbers, of lengths that are not constant.
#include "own.h"

static __attribute__((noinline)) void *duplicate(const void *from, int bytes) {
  void *to = malloc(bytes);
  memcpy(to, from, bytes);
  return to;
}

double f(const double *x, int n) {
  int *order = malloc(n * sizeof *order);
  double *squares = malloc(n * sizeof *squares);
  for (int i = 0; i < n; i++) {
    order[i] = (i + 2) % n;
    squares[i] = x[i] * x[i];
  }
  int *places = duplicate(order, n * sizeof *order);
  double *values = duplicate(squares, n * sizeof *squares);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (i + 1) * values[places[i]];
  free(order), free(squares), free(places), free(values);
  return sum;
}

int main(void) {
  double x[] = {1, 2, 3}, dx[3] = {0}, v[] = {1, 10, 100};
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 3);
  expect("x0", dx[0], 2 * 2);
  expect("x1", dx[1], 3 * 4);
  expect("x2", dx[2], 1 * 6);
  expect("along", __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, 3), 4 + 120 + 600);
  return verdict("found_copies_of_integers_and_numbers");
}

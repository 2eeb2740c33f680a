// Unions of a number and an address that are copied whole, and read as addresses only: the numbers hand on their adjoints.

#include "own.h"

typedef union { double number; double *address; } Number;
typedef union { double *address; double number; } Address;
typedef struct { int isAddress; Number value; } Item;
typedef struct { int isAddress; Address value; } Link;

static double first(Item *to, const Item *from) {
  *to = *from;
  return to->isAddress ? *to->value.address : 1;
}

static double backwards(Item *to, const Item *from, int n) {
  for (int i = 0; i < n; i++) to[i] = from[n - 1 - i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += to[i].isAddress ? *to[i].value.address : 0;
  return sum;
}

static double block(Link *to, const Link *from, int n) {
  memcpy(to, from, sizeof *from * (size_t)n);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += to[i].isAddress ? *to[i].value.address : 0;
  return sum;
}

int main(void) {
  double x = 3, dx = 0;
  Item to[3] = {{0}}, from[3] = {{1}, {0, {2}}, {0, {4}}}, dto[3] = {{0}}, dfrom[3] = {{0}};
  from[0].value.address = &x, dfrom[0].value.address = &dx;
  __enzyme_autodiff((void *)first, enzyme_dup, to, dto, enzyme_dup, from, dfrom);
  expect("x", dx, 1);
  dto[1].value.number = 2;
  __enzyme_autodiff((void *)first, enzyme_dup, to + 1, dto + 1, enzyme_dup, from + 1, dfrom + 1);
  expect("copied number", dfrom[1].value.number, 2);

  dx = 0, dfrom[1].value.number = 0;
  for (int i = 0; i < 3; i++) dto[i].value.number = i < 2 ? 5 + i : 0;
  __enzyme_autodiff((void *)backwards, enzyme_dup, to, dto, enzyme_dup, from, dfrom, enzyme_const, 3);
  expect("x, backwards", dx, 1);
  expect("number 1, backwards", dfrom[1].value.number, 6);
  expect("number 2, backwards", dfrom[2].value.number, 5);

  dx = 0;
  Link in[3] = {{1}}, out[3] = {{0}}, din[3] = {{0}}, dout[3] = {{0}};
  in[0].value.address = &x, din[0].value.address = &dx;
  in[1].value.number = 2, in[2].value.number = 4;
  dout[1].value.number = 5, dout[2].value.number = 7;
  __enzyme_autodiff((void *)block, enzyme_dup, out, dout, enzyme_dup, in, din, enzyme_const, 3);
  expect("x, block", dx, 1);
  expect("number 1, block", din[1].value.number, 5);
  expect("number 2, block", din[2].value.number, 7);
  return verdict("found_copied_unions");
}

#include "convention.h"
// An array of records with addresses that the function clears.
typedef struct { double v; const double *at; } Item;
static double f(Item *items, const double *x, int n) {
  memset(items, 0, sizeof *items * (size_t)n);
  double sum = 0;
  for (int i = 0; i < n; i++) {
    if (i % 2) items[i].at = &x[i - 1];
    items[i].v += x[i];
  }
  for (int i = 0; i < n; i++) sum += items[i].at ? *items[i].at * items[i].v : items[i].v * items[i].v;
  return sum;
}
int main(void) {
  double x[4] = {1, 2, 3, 4}, d[4] = {0}, v[4] = {1, 0, 0, 0};
  Item items[4], shadow[4], tangents[4];
  for (int i = 0; i < 4; i++) items[i] = (Item){i, x}, shadow[i] = (Item){0, d}, tangents[i] = (Item){1, v};
  __enzyme_autodiff_void((void *)f, enzyme_dup, items, shadow, enzyme_dup, x, d, enzyme_const, 4);
  near("x 0", d[0], 2 * 1 + 2), near("x 1", d[1], 1), near("x 2", d[2], 2 * 3 + 4), near("x 3", d[3], 3);
  near("shadow cleared", shadow[0].at == NULL, 1);
  for (int i = 0; i < 4; i++) items[i] = (Item){i, x};
  near("forward", __enzyme_fwddiff((void *)f, enzyme_dup, items, tangents, enzyme_dup, x, v, enzyme_const, 4), 4);
  return verdict("found_cleared_records");
}

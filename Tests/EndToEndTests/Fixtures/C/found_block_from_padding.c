// Part of a record is kept in a block of its own that starts in the padding before a number, as optimisers write what
// happens to `K k = items[i]` in a sort by insertion.

#include <math.h>
#include <stdio.h>
#include <string.h>

extern double __enzyme_autodiff(void *, ...), __enzyme_fwddiff(void *, ...);
extern int enzyme_dup, enzyme_const;

typedef struct { double key; int id; double weight; } K;

static double f(const double *x, int n) {
  K items[8];
  for (int i = 0; i < n; i++) items[i] = (K){x[i], i, cos(x[i] * x[(i + 1) % n])};
  for (int i = 1; i < n; i++) {
    unsigned char rest[12];
    double key = items[i].key;
    int id = items[i].id, j = i - 1;
    memcpy(rest, (char *)&items[i] + 12, 12);
    while (j >= 0 && items[j].key > key) { items[j + 1] = items[j]; j--; }
    items[j + 1].key = key;
    items[j + 1].id = id;
    memcpy((char *)&items[j + 1] + 12, rest, 12);
  }
  double sum = 0;
  for (int i = 0; i < n; i++) sum = 0.6 * sum + items[i].key * items[i].weight * (1 + 0.1 * items[i].id);
  return sum;
}

int main(void) {
  double x[5] = {0.9, 0.3, 1.4, 0.2, 0.6}, dx[5] = {0}, v[5] = {0.4, -0.3, 0.2, 0.7, -0.5}, dot = 0;
  int failures = 0;
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 5);
  for (int i = 0; i < 5; i++) {
    double above[5], below[5];
    memcpy(above, x, sizeof x), memcpy(below, x, sizeof x);
    above[i] += 1e-6, below[i] -= 1e-6;
    double slope = (f(above, 5) - f(below, 5)) / 2e-6;
    if (fabs(dx[i] - slope) > 1e-7) failures++, printf("FAIL %d: %.9g instead of %.9g\n", i, dx[i], slope);
    dot += dx[i] * v[i];
  }
  double tangent = __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, 5);
  if (fabs(tangent - dot) > 1e-12) failures++, printf("FAIL forward: %.15g instead of %.15g\n", tangent, dot);
  if (!failures) printf("ok found_block_from_padding\n");
  return failures != 0;
}

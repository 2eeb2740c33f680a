// Records with padding are sorted by insertion: the optimiser takes the record that waits apart, and moves the bytes from
// its second on, padding and a number, in one piece.
#include <math.h>
#include <stdio.h>

extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern int enzyme_dup, enzyme_const;

typedef struct {
  short id;
  double weight, key;
} Item;

static int compare(const void *p, const void *q) {
  double a = ((const Item *)p)->key, b = ((const Item *)q)->key;
  if (a != b) return a < b ? -1 : 1;
  return ((const Item *)p)->id - ((const Item *)q)->id;
}

static double sorted(const double *x, int n) {
  Item items[8];
  for (int i = 0; i < n; i++) {
    items[i].key = x[i];
    items[i].id = i;
    items[i].weight = erf(x[i]);
  }
  for (int i = 1; i < n; i++) {
    Item waiting = items[i];
    int j = i - 1;
    while (j >= 0 && compare(&items[j], &waiting) > 0) {
      items[j + 1] = items[j];
      j--;
    }
    items[j + 1] = waiting;
  }
  double sum = 0;
  for (Item *p = items; p < items + n; p++) sum = 0.3 * sum + p->weight * p->key * (0.2 + 0.1 * p->id);
  return sum;
}

int main(void) {
  double x[5] = {1.21, 0.827, 0.34, 1.7, -0.6}, gradient[5] = {0};
  __enzyme_autodiff((void *)sorted, enzyme_dup, x, gradient, enzyme_const, 5);
  int good = 1;
  for (int i = 0; i < 5; i++) {
    double old = x[i], step = 1e-6, direction[5] = {0};
    direction[i] = 1;
    double tangent = __enzyme_fwddiff((void *)sorted, enzyme_dup, x, direction, enzyme_const, 5);
    x[i] = old + step;
    double above = sorted(x, 5);
    x[i] = old - step;
    double difference = (above - sorted(x, 5)) / (2 * step);
    x[i] = old;
    good = good && fabs(gradient[i] - difference) < 1e-7 && fabs(tangent - difference) < 1e-7;
  }
  puts(good ? "ok found_sorted_padding" : "FAIL found_sorted_padding");
  return !good;
}

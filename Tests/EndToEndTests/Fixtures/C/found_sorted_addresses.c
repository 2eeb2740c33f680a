// An array of addresses that was filled element by element is moved in a loop, as words.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern int enzyme_dup;

typedef struct {
  int id;
  double key, weight;
} Item;

static int compare(const void *p, const void *q) {
  double a = (*(Item *const *)p)->key, b = (*(Item *const *)q)->key;
  return a < b ? -1 : a > b;
}

static double sorted(const double *x) {
  Item items[3] = {{0, x[0], sin(x[0])}, {1, x[1], sin(x[1] * x[0])}, {2, x[2], sin(x[2] * x[0])}};
  Item *order[3] = {items, items + 1, items + 2};
  qsort(order, 3, sizeof order[0], compare);
  double sum = order[0]->weight * order[2]->key * (0.5 + 0.1 * order[0]->id);
  sum = 0.6 * sum + order[1]->weight * order[1]->key * (0.5 + 0.1 * order[1]->id);
  return 0.6 * sum + order[2]->weight * order[0]->key * (0.5 + 0.1 * order[2]->id);
}

int main(void) {
  double x[3] = {1.21, 0.827, 0.34}, gradient[3] = {0};
  __enzyme_autodiff((void *)sorted, enzyme_dup, x, gradient);
  int good = 1;
  for (int i = 0; i < 3; i++) {
    double old = x[i], step = 1e-6, direction[3] = {0};
    direction[i] = 1;
    double tangent = __enzyme_fwddiff((void *)sorted, enzyme_dup, x, direction);
    x[i] = old + step;
    double above = sorted(x);
    x[i] = old - step;
    double difference = (above - sorted(x)) / (2 * step);
    x[i] = old;
    good = good && fabs(gradient[i] - difference) < 1e-7 && fabs(tangent - difference) < 1e-7;
  }
  puts(good ? "ok found_sorted_addresses" : "FAIL found_sorted_addresses");
  return !good;
}

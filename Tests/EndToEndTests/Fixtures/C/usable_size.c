// Uses all the room that an allocation really has. The primal falls into a gap that is a bit larger than asked for, its
// shadow does not: the shadow has to be made as large as its primal is.
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

extern double __enzyme_autodiff(void *, double);
extern double __enzyme_fwddiff(void *, double, double);

static size_t room;

static double sum(double x) {
  double *values = malloc(1984);
  size_t count = malloc_usable_size(values) / sizeof(double);
  room = count;
  for (size_t i = 0; i < count; i++) values[i] = x * (double)i;
  double total = 0;
  for (size_t i = 0; i < count; i++) total += values[i] * values[i];
  free(values);
  return total;
}

static double grown(double x) {
  double *values = malloc(100);
  values[0] = x;
  values = realloc(values, 1984);
  size_t count = malloc_usable_size(values) / sizeof(double);
  room = count;
  for (size_t i = 1; i < count; i++) values[i] = values[i - 1] + x;
  double total = values[count - 1] * values[count - 1];
  free(values);
  return total;
}

/// Leaves a gap of 2000 bytes on the heap.
static void *makeGap(void) {
  void *volatile gap = malloc(2000);
  void *volatile fence = malloc(2000);
  free(gap);
  return fence;
}

static double squares(size_t count) {
  double total = 0;
  for (size_t i = 0; i < count; i++) total += (double)i * (double)i;
  return total;
}

static int isClose(double a, double b) { return a - b <= 1e-9 * b && b - a <= 1e-9 * b; }

int main(void) {
  int good = 1;
  for (int round = 0; round < 4; round++) {
    void *fences[2] = {makeGap(), makeGap()};
    double reverse = __enzyme_autodiff((void *)sum, 3.0);
    good = good && isClose(reverse, 6 * squares(room));
    double forward = __enzyme_fwddiff((void *)sum, 3.0, 1.0);
    good = good && isClose(forward, 6 * squares(room));
    reverse = __enzyme_autodiff((void *)grown, 3.0);
    good = good && isClose(reverse, 6 * (double)(room * room));
    forward = __enzyme_fwddiff((void *)grown, 3.0, 1.0);
    good = good && isClose(forward, 6 * (double)(room * room));
    // Finds out whether the heap is still in order.
    for (int i = 0; i < 2; i++) free(fences[i]);
    free(malloc(5000));
  }
  puts(good ? "ok usable_size" : "FAIL usable_size");
}

// Split mode for numbers by value: the tape in the caller's memory or handed over, the primal result, seeds.

#include "convention.h"

typedef struct { void *tape; double value; } Augmented;
typedef struct { double a, b; } Pair;
extern double __enzyme_augmentfwd_value(void *, ...);
extern Augmented __enzyme_augmentfwd_both(void *, ...);
extern Pair __enzyme_reverse_pair(void *, ...);

static double square(double x) { return x * x; }
static double product(double x, double y) { return x * y * x; }

int main(void) {
  size_t size = __enzyme_augmentsize((void *)square, enzyme_out);
  void *memory = malloc(size);
  double value =
      __enzyme_augmentfwd_value((void *)square, enzyme_allocated, size, enzyme_tape, memory, enzyme_out, 3.0);
  near("value", value, 9);
  near("adjoint",
       __enzyme_reverse((void *)square, enzyme_allocated, size, enzyme_tape, memory, enzyme_out, 3.0, 0.5), 3);
  free(memory);

  // Two tapes at once, used in the order in which they were made.
  Augmented first = __enzyme_augmentfwd_both((void *)product, 2.0, 5.0);
  Augmented second = __enzyme_augmentfwd_both((void *)product, 7.0, 1.5);
  near("first value", first.value, 20);
  near("second value", second.value, 73.5);
  Pair p = __enzyme_reverse_pair((void *)product, 2.0, 5.0, 2.0, first.tape);
  near("first a", p.a, 40);
  near("first b", p.b, 8);
  p = __enzyme_reverse_pair((void *)product, 7.0, 1.5, 1.0, second.tape);
  near("second a", p.a, 21);
  near("second b", p.b, 49);

  // One argument constant; the result of one call is the argument of the next.
  void *outer = __enzyme_augmentfwd((void *)product, enzyme_const, 2.0, 3.0);
  near("constant", __enzyme_reverse((void *)product, enzyme_const, 2.0, 3.0,
                                    __enzyme_reverse((void *)square, 3.0, 1.0,
                                                     __enzyme_augmentfwd((void *)square, 3.0)), outer), 24);
  return verdict("split_scalars");
}

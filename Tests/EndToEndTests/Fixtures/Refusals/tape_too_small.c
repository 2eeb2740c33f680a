// Memory for a tape that cannot hold one.
// expect: tape_too_small.c:11:
// expect: 4 bytes of memory for a tape
#include "request.h"

extern int enzyme_allocated, enzyme_tape;
double __enzyme_augmentfwd(void *, ...);
double f(double x) { return x * x; }

int main(void) {
  char tape[4]; return (int)__enzyme_augmentfwd((void *)f, enzyme_allocated, 4, enzyme_tape, tape, 2.0);
}

// Blocks that run again without being jumped to.
// expect: setjmp.c:13:
// expect: in 'f'
// expect: may return several times
#include "request.h"
#include <setjmp.h>

static jmp_buf place;

double f(double x) {
  volatile double y = x * x;

  if (setjmp(place) == 0 && y > 1) longjmp(place, 1);
  return y * x;
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

// A global that is read before it is written: derivatives of a second call must not see what the first one left.

#include <stdio.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

static double state = 1.5, table[2] = {0.5, 2};
static double *cursor = table;

static double f(double x) {
  double result = state * x + *cursor * x;
  state = x * x;
  cursor = cursor == table ? table + 1 : table;
  *cursor = state * x;
  return result + state + *cursor;
}

int main(void) {
#ifndef NO_AD
  for (int call = 0; call < 4; call++) {
    double before = state + *cursor;
    double expected = before + 2 * 0.7 + 3 * 0.7 * 0.7;
    double found = call % 2 ? __enzyme_fwddiff((void *)f, 0.7, 1.0) : __enzyme_autodiff((void *)f, 0.7);
    if (found < expected - 1e-12 || found > expected + 1e-12) {
      printf("FAIL memory_global_twice call %d: %.15g instead of %.15g\n", call, found, expected);
      return 1;
    }
  }
#endif
  printf("ok memory_global_twice\n");
  return 0;
}

// The way from the differentiated function to the construct is told.
// expect: call_chain.c:10:76: error: cannot differentiate a call of 'mystery'
// expect: in 'inner'
// expect: called through 'outer' -> 'middle'
#include "request.h"

#define NOINLINE __attribute__((noinline))
double mystery(double);

static NOINLINE double inner(double x, int n) { return n < 9 ? 1 : n + x * mystery(x); }
static NOINLINE double middle(double x, int n) { return n * inner(x, n); }
double outer(double x, int n) { return x + middle(x, n); }

int main(int n, char **v) { return (int)__enzyme_autodiff((void *)outer, 2.0, n); }

// Functions and globals without derivative, a function like log1p, an allocator.
#include "own.h"

double __enzyme_call_inactive(void *, ...);

// inactive
static double noise(double x) { return floor(1e6 * x) * 1e-6 + 0.5 * x; }
void *__enzyme_inactivefn[] = {(void *)noise};
static double usesNoise(double x) { return x * noise(x); }

__attribute__((annotate("enzyme_inactive"))) static double noise2(double x) { return x * x; }
static double usesNoise2(double x) { return x * noise2(x); }

// writes a counter and a log
static int calls; static double last;
static void logging(double *x, int n) { calls++; last = x[n - 1]; }
void *__nabla_inactivefn_logging = (void *)logging;
static double usesLog(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) { s += x[i] * x[i]; logging(x, i + 1); } return s; }

// like log1p: a body that AD would not like
static double my_log1p(double x) { union { double d; unsigned long u; } v = {x}; v.u ^= 0; return log(1 + v.d); }
void *__enzyme_function_like[2] = {(void *)my_log1p, (void *)"log1p"};
static double usesLog1p(double x) { return 2 * my_log1p(x * x); }

// allocation
static char pool[1 << 16]; static size_t top;
static void *my_alloc(int tag, size_t n) { void *p = pool + top; top += (n + 15) / 16 * 16; (void)tag; return p; }
static int frees;
static void my_free(void *p, int tag) { frees++; (void)p; (void)tag; }
void *__enzyme_allocation_like[4] = {(void *)my_alloc, (void *)1, (void *)"-1", (void *)my_free};
static double usesPool(double x, int n) {
  double *a = my_alloc(3, n * sizeof(double));
  for (int i = 0; i < n; i++) a[i] = x * i;
  double s = 0;
  for (int i = 0; i < n; i++) s += a[i] * a[i];
  my_free(a, 3);
  return s;
}

// inactive global
static double factor = 2;
void *__enzyme_inactive_global[] = {(void *)&factor};
static double usesGlobal(double x) { factor = x * x; return factor * x; }

static double square(double x) { return x * x; }
static double usesCall(double x) { return x * __enzyme_call_inactive((void *)square, x); }

void *__enzyme_nofree[] = {(void *)square};
void *__enzyme_shouldrecompute[] = {(void *)square};

int main(void) {
  double x = 0.7;
  expect("noise", __enzyme_autodiff((void *)usesNoise, x), noise(x));
  expect("noise fwd", __enzyme_fwddiff((void *)usesNoise, x, 1.0), noise(x));
  expect("noise2", __enzyme_autodiff((void *)usesNoise2, x), x * x);
  double v[3] = {1, 2, 3}, d[3] = {0};
  __enzyme_autodiff((void *)usesLog, v, d, 3);
  expect("log", d[1], 4); expect("calls", calls, 3); expect("last", last, 3);
  expect("log1p", __enzyme_autodiff((void *)usesLog1p, x), 4 * x / (1 + x * x));
  expect("pool", __enzyme_autodiff((void *)usesPool, x, 4), 2 * x * 14);
  expect("pool fwd", __enzyme_fwddiff((void *)usesPool, x, 1.0, 4), 2 * x * 14);
  expect("global", __enzyme_autodiff((void *)usesGlobal, x), x * x);
  expect("call", __enzyme_autodiff((void *)usesCall, x), x * x);
  expect("call fwd", __enzyme_fwddiff((void *)usesCall, x, 1.0), x * x);
  return verdict("mark_inactive");
}

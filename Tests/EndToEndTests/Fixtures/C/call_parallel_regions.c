// OpenMP: derivatives run with one thread.
// options: -fopenmp

#include "own.h"

/* The library need not be there: the functions themselves are never called. */
#define WEAK(name) __asm__(".weak __kmpc_" #name)
WEAK(fork_call);
WEAK(global_thread_num);
WEAK(for_static_init_4);
WEAK(for_static_init_8);
WEAK(for_static_fini);
WEAK(dispatch_init_4);
WEAK(dispatch_next_4);
WEAK(dispatch_deinit);
WEAK(reduce);
WEAK(reduce_nowait);
WEAK(end_reduce);
WEAK(end_reduce_nowait);
WEAK(barrier);
WEAK(critical);
WEAK(end_critical);
WEAK(single);
WEAK(end_single);

static double squares(double *x, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) x[i] *= x[i];
  return 0;
}

static double sum(const double *x, int n) {
  double total = 0;
#pragma omp parallel for reduction(+ : total)
  for (int i = 0; i < n; i++) total += x[i] * x[i] * i;
  return total;
}

static double scheduled(const double *x, double *work, int n) {
  double largest = 0, product = 1;
#pragma omp parallel
  {
#pragma omp for schedule(dynamic, 2)
    for (int i = 0; i < n; i++) work[i] = sin(x[i]);
#pragma omp for schedule(static, 1) reduction(* : product)
    for (int i = 0; i < n; i++) product *= work[i];
#pragma omp critical
    largest += product;
#pragma omp barrier
#pragma omp single
    largest *= 2;
  }
  return largest;
}

static double shared(double x, int n) {
  double total = 0;
#pragma omp parallel for firstprivate(x)
  for (long i = 1; i <= n; i++) {
    double y = x * i;
#pragma omp atomic
    total += y * y;
  }
  return total;
}

int main(void) {
  double x[4] = {1, 2, 3, 4}, dx[4] = {1, 1, 1, 1};
  __enzyme_autodiff((void *)squares, enzyme_dup, x, dx, enzyme_const, 4);
  for (int i = 0; i < 4; i++) expect("squares", dx[i], 2.0 * (i + 1));

  double y[4] = {1, 2, 3, 4}, dy[4] = {0}, t[4] = {0, 0, 1, 0};
  __enzyme_autodiff((void *)sum, enzyme_dup, y, dy, enzyme_const, 4);
  for (int i = 0; i < 4; i++) expect("sum", dy[i], 2.0 * i * (i + 1));
  expect("sum, forward", __enzyme_fwddiff((void *)sum, enzyme_dup, y, t, enzyme_const, 4), 12);

  double z[3] = {0.5, 1, 1.5}, dz[3] = {0}, work[3], dwork[3] = {0};
  __enzyme_autodiff((void *)scheduled, enzyme_dup, z, dz, enzyme_dup, work, dwork, enzyme_const, 3);
  double all = 2 * sin(0.5) * sin(1) * sin(1.5);
  for (int i = 0; i < 3; i++) expect("scheduled", dz[i], all / tan(z[i]));

  expect("shared", __enzyme_autodiff((void *)shared, 2.0, 3), 2 * 2 * (1 + 4 + 9));
  return verdict("call_parallel_regions");
}

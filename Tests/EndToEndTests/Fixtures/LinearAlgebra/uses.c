// Routines where programs have them: in layers of a network, in recursion, in single precision, on memory that may or may
// not carry a derivative, with scalars by value, writing to the caller's memory, and in derivatives of derivatives.

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  double first, second;
} Two;

extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width;
extern double __enzyme_autodiff(void *, ...);
extern void __enzyme_autodiff_void(void *, ...);
extern float __enzyme_autodiff_float(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern void __enzyme_fwddiff_void(void *, ...);
extern Two __enzyme_fwddiff_two(void *, ...);

static int failures;

static void expect(const char *what, double got, double want, double tolerance) {
  if (fabs(got - want) <= tolerance * (1 + fabs(want))) return;
  printf("FAIL %s: %.12g instead of %.12g\n", what, got, want);
  failures++;
}

// MARK: A network

static __attribute__((noinline)) void layer(const double *w, const double *x, double *y, int n) {
  cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, w, n, x, 1, 0, y, 1);
  for (int i = 0; i < n; i++) y[i] = tanh(y[i]);
}

static __attribute__((noinline)) double deeper(const double *w, double *x, double *y, int n, int depth) {
  if (depth == 0) return cblas_ddot(n, x, 1, x, 1);
  layer(w, x, y, n);
  return deeper(w, y, x, n, depth - 1);
}

static double network(const double *w, const double *input, int n) {
  double x[8], y[8], sum = 0;
  cblas_dcopy(n, input, 1, x, 1);
  for (int i = 0; i < 3; i++) {
    layer(w, x, y, n);
    cblas_dcopy(n, y, 1, x, 1);
    sum += cblas_dnrm2(n, x, 1);
  }
  return sum + deeper(w, x, y, n, 4);
}

static void test_network(void) {
  double w[] = {.1, .2, -.3, .4, -.5, .6, .7, .8, -.9}, x[] = {1, 2, 3}, dw[9] = {0}, dx[3] = {0};
  __enzyme_autodiff_void((void *)network, enzyme_dup, w, dw, enzyme_dup, x, dx, enzyme_const, 3);
  for (int i = 0; i < 12; i++) {
    double *number = i < 9 ? &w[i] : &x[i - 9], kept = *number, step = 1e-6;
    *number = kept + step;
    double above = network(w, x, 3);
    *number = kept - step;
    double below = network(w, x, 3);
    *number = kept;
    expect("network", i < 9 ? dw[i] : dx[i - 9], (above - below) / (2 * step), 1e-7);
  }
  double first[9] = {1}, second[9] = {0, 0, 0, 0, 1}, none[3] = {0};
  Two both = __enzyme_fwddiff_two((void *)network, enzyme_width, 2, enzyme_dup, w, first, second, enzyme_dup, x, none,
                                  none, enzyme_const, 3);
  expect("first direction", both.first, dw[0], 1e-12);
  expect("second direction", both.second, dw[4], 1e-12);
}

// MARK: Single precision

static float single(const float *a, const float *b, int n) {
  float c[16];
  cblas_sgemm(CblasColMajor, CblasNoTrans, CblasTrans, n, n, n, 2, a, n, b, n, 0, c, n);
  return cblas_sdot(n * n, c, 1, c, 1);
}

static void test_single(void) {
  // ‖2 a bᵀ‖² with a = identity: the derivative by a is 8 a bᵀ b.
  float a[] = {1, 0, 0, 1}, b[] = {.5f, -1, 2, 1}, da[4] = {0}, db[4] = {0};
  __enzyme_autodiff_float((void *)single, enzyme_dup, a, da, enzyme_dup, b, db, enzyme_const, 2);
  expect("single", da[0], 8 * (.25 + 1), 1e-6);
  expect("single", da[1], 8 * (.5 * 2 - 1), 1e-6);
  expect("single", db[2], 8 * 2, 1e-6);
}

// MARK: Memory that may be constant

static double chosen(const double *x, const double *table, int usesTable, int n) {
  const double *p = usesTable ? table : x;
  double y[8];
  cblas_dcopy(n, p, 1, y, 1);
  cblas_dscal(n, 3, y, 1);
  cblas_daxpy(n, 1, p, 1, y, 1);
  return cblas_ddot(n, y, 1, x, 1);
}

static void test_chosen(void) {
  double x[] = {1, 2, 3}, table[] = {7, 8, 9};
  for (int usesTable = 0; usesTable < 2; usesTable++) {
    double dx[3] = {0}, direction[3] = {1};
    __enzyme_autodiff_void((void *)chosen, enzyme_dup, x, dx, enzyme_const, table, enzyme_const, usesTable,
                           enzyme_const, 3);
    for (int i = 0; i < 3; i++) expect("chosen", dx[i], usesTable ? 4 * table[i] : 8 * x[i], 1e-12);
    double forward = __enzyme_fwddiff((void *)chosen, enzyme_dup, x, direction, enzyme_const, table, enzyme_const,
                                      usesTable, enzyme_const, 3);
    expect("chosen, forward", forward, dx[0], 1e-12);
    expect("table", table[0], 7, 0);
  }
}

// MARK: The caller's memory, scalars by value

static void product(const double *a, const double *x, double *y, int n) {
  cblas_dgemv(CblasColMajor, CblasTrans, n, n, 1, a, n, x, 1, 0, y, 1);
}

static double scaled(double factor, double *x, int n) {
  cblas_dscal(n, factor, x, 1);
  cblas_daxpy(n, factor * factor, x, 1, x, 1);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * (i + 1);
  return sum;
}

static void test_arguments(void) {
  double a[] = {1, 2, 3, 4}, x[] = {5, 6}, y[2], da[4] = {0}, dx[2] = {0}, dy[] = {1, 0};
  __enzyme_autodiff_void((void *)product, enzyme_dup, a, da, enzyme_dup, x, dx, enzyme_dup, y, dy, enzyme_const, 2);
  expect("matrix", da[1], 6, 0);
  expect("matrix", da[2], 0, 0);
  expect("vector", dx[1], 2, 0);
  expect("result", y[1], 3 * 5 + 4 * 6, 0);
  expect("adjoint of the result", dy[0], 0, 0);
  double z[] = {1, 2, 3}, dz[3] = {0};
  double factor = __enzyme_autodiff((void *)scaled, enzyme_out, 0.5, enzyme_dup, z, dz, enzyme_const, 3);
  expect("factor", factor, 14 * (1 + 3 * 0.25), 1e-14);
  expect("scaled", dz[1], 2 * (0.5 + 0.125), 1e-14);
}

// MARK: Second derivatives

static double quartic(const double *a, const double *x, int n) {
  double y[8];
  cblas_dgemv(CblasColMajor, CblasNoTrans, n, n, 1, a, n, x, 1, 0, y, 1);
  double form = cblas_ddot(n, x, 1, y, 1);
  return form * form;
}

static void gradient(const double *a, double *x, double *dx, int n) {
  __enzyme_autodiff_void((void *)quartic, enzyme_const, a, enzyme_dup, x, dx, enzyme_const, n);
}

static void test_second(void) {
  // (xᵀ A x)² with a symmetric A: the Hessian is 8 A x (A x)ᵀ + 4 (xᵀ A x) A.
  double a[] = {2, 1, 1, 3}, x[] = {1, -2}, ax[] = {0, -5}, form = 10;
  for (int j = 0; j < 2; j++) {
    double direction[2] = {0}, dx[2] = {0}, column[2] = {0};
    direction[j] = 1;
    __enzyme_fwddiff_void((void *)gradient, enzyme_const, a, enzyme_dup, x, direction, enzyme_dup, dx, column,
                          enzyme_const, 2);
    for (int i = 0; i < 2; i++) expect("Hessian", column[i], 8 * ax[i] * ax[j] + 4 * form * a[i + 2 * j], 1e-12);
  }
}

int main(void) {
  test_network();
  test_single();
  test_chosen();
  test_arguments();
  test_second();
  if (failures == 0) puts("ok uses");
  return failures != 0;
}

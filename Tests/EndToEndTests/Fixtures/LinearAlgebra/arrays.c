// Arrays in every kind of memory: chosen between active and constant ones, parts of larger matrices, members of structures,
// vectors that change places with constants.

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int enzyme_dup, enzyme_const, enzyme_out;
extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);

static int failures;

static void expect(const char *what, int index, double got, double want) {
  if (fabs(got - want) <= 1e-6 * (1 + fabs(want))) return;
  printf("FAIL %s[%d]: %.12g instead of %.12g\n", what, index, got, want);
  failures++;
}

// MARK: Matrices that may be constant

static double chosen(double *a, double *b, double *table, int choice, int n) {
  double *p = choice & 1 ? table : a, *q = choice & 2 ? table : b, c[16] = {0};
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, n, n, n, 2, p, n, q, n, 0, c, n);
  cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, p, n, c, n);
  return cblas_dasum(n * n, c, 1) + cblas_dnrm2(n, c, 1);
}

static void test_chosen(int choice) {
  double numbers[18], gradient[18] = {0}, table[9], kept_table[9];
  double *a = numbers, *b = numbers + 9;
  for (int i = 0; i < 9; i++) {
    a[i] = sin(i + 1) + 3 * (i % 4 == 0), b[i] = cos(i);
    table[i] = kept_table[i] = 1.0 / (i + 1) + (i % 4 == 0);
  }
  __enzyme_autodiff((void *)chosen, enzyme_dup, a, gradient, enzyme_dup, b, gradient + 9, enzyme_const, table,
                    enzyme_const, choice, enzyme_const, 3);
  for (int i = 0; i < 18; i++) {
    double kept = numbers[i], step = 1e-6, direction[18] = {0};
    numbers[i] = kept + step;
    double above = chosen(a, b, table, choice, 3);
    numbers[i] = kept - step;
    double want = (above - chosen(a, b, table, choice, 3)) / (2 * step);
    numbers[i] = kept;
    direction[i] = 1;
    double forward = __enzyme_fwddiff((void *)chosen, enzyme_dup, a, direction, enzyme_dup, b, direction + 9,
                                      enzyme_const, table, enzyme_const, choice, enzyme_const, 3);
    expect("chosen", i, gradient[i], want);
    expect("chosen, forward", i, forward, want);
  }
  if (memcmp(table, kept_table, sizeof table) != 0) expect("table", 0, 1, 0);
}

// MARK: Constants that change places

static double exchanged(double *x, int n) {
  double y[4] = {1, 2, 3, 4};
  cblas_dswap(n, x, 1, y, 1);
  return cblas_ddot(n, y, 1, y, 1) + cblas_ddot(n, x, 1, x, 1);
}

static double turned(double angle, int n) {
  double x[4] = {1, 2, 3, 4}, y[4] = {4, 3, 2, 1};
  cblas_drot(n, x, 1, y, 1, cos(angle), sin(angle));
  return x[0] * y[1] + x[2];
}

static void test_places(void) {
  double x[] = {1, 2, 3, 5}, dx[4] = {0};
  __enzyme_autodiff((void *)exchanged, enzyme_dup, x, dx, enzyme_const, 3);
  for (int i = 0; i < 4; i++) expect("exchanged", i, dx[i], i < 3 ? 2 * (i + 1) : 0);
  double want = (turned(0.3 + 1e-6, 4) - turned(0.3 - 1e-6, 4)) / 2e-6;
  expect("turned", 0, __enzyme_autodiff((void *)turned, enzyme_out, 0.3, enzyme_const, 4), want);
  expect("turned, forward", 0, __enzyme_fwddiff((void *)turned, enzyme_dup, 0.3, 1.0, enzyme_const, 4), want);
}

// MARK: Parts and members

typedef struct {
  int n;
  double *weights;
  double offsets[4];
} Layer;

static double response(const Layer *layer, const double *x) {
  int n = layer->n;
  double *y = malloc(sizeof(double) * (size_t)n), sum = 0;
  cblas_dcopy(n, layer->offsets, 1, y, 1);
  cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, layer->weights, n, x, 1, 1, y, 1);
  for (int i = 0; i < n; i++) sum += tanh(y[i]);
  free(y);
  return sum;
}

static double blocks(const double *a, int n) {
  double sum = 0;
  for (int i = 0; i + 2 <= n; i++) {
    double c[4];
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, 2, 2, 2, 1, a + i * n, n, a + i, n, 0, c, 2);
    for (int k = 0; k < 4; k++) sum += (k + 1) * c[k] * c[k];
    if (sum > 1e6) break;
  }
  return sum;
}

static void test_parts(void) {
  double a[16], da[16] = {0}, x[] = {1, -2, 0.5}, dx[3] = {0}, weights[9], dweights[9] = {0};
  for (int i = 0; i < 16; i++) a[i] = cos(2 * i);
  for (int i = 0; i < 9; i++) weights[i] = sin(i + 1);
  Layer layer = {3, weights, {.1, .2, .3}}, dlayer = {3, dweights, {0}};
  __enzyme_autodiff((void *)response, enzyme_dup, &layer, &dlayer, enzyme_dup, x, dx);
  __enzyme_autodiff((void *)blocks, enzyme_dup, a, da, enzyme_const, 4);
  for (int i = 0; i < 31; i++) {
    double *number = i < 16 ? &a[i] : i < 25 ? &weights[i - 16] : i < 28 ? &layer.offsets[i - 25] : &x[i - 28];
    double got = i < 16 ? da[i] : i < 25 ? dweights[i - 16] : i < 28 ? dlayer.offsets[i - 25] : dx[i - 28];
    double kept = *number, step = 1e-6;
    *number = kept + step;
    double above = blocks(a, 4) + response(&layer, x);
    *number = kept - step;
    expect("parts", i, got, (above - blocks(a, 4) - response(&layer, x)) / (2 * step));
    *number = kept;
  }
}

int main(void) {
  for (int choice = 0; choice < 4; choice++) test_chosen(choice);
  test_places();
  test_parts();
  if (failures == 0) puts("ok arrays");
  return failures != 0;
}

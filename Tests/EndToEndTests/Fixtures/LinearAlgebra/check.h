// Shared by the programs of this folder. Each differentiates functions `double f(double *p, const Case *c)` that take
// all their numbers from p (matrices, vectors and scalars at fixed places), call routines, and return a weighted sum of
// all numbers. For random cases (sizes, strides, layouts, transpositions, …) the gradient from reverse mode is compared
// with central differences, and its product with a random direction with the derivative from forward mode.

#ifndef CHECK_H
#define CHECK_H

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBERS 180

typedef struct {
  int layout, transA, transB, triangle, diagonal, side;
  int m, n, k, lda, ldb, incx, incy;
  /// The same for Fortran.
  char transLetter, triangleLetter, diagonalLetter;
} Case;

typedef double Function(double *, const Case *);

extern int enzyme_dup, enzyme_const;
extern void __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);

static int failures;
static unsigned state = 12345;

static unsigned next_random(void) {
  state = state * 1103515245u + 12345u;
  return state >> 16;
}

static double random_number(void) { return next_random() % 65536 / 32768.0 - 1; }
static int one_of(int a, int b) { return next_random() % 2 ? a : b; }
static int random_size(void) { return 1 + (int)(next_random() % 6); }

static int random_increment(void) {
  const int increments[] = {1, 2, 3, -1, -3};
  return increments[next_random() % 5];
}

static Case random_case(void) {
  Case c;
  c.layout = one_of(CblasRowMajor, CblasColMajor);
  c.transA = one_of(CblasNoTrans, CblasTrans);
  c.transB = one_of(CblasNoTrans, CblasTrans);
  c.triangle = one_of(CblasUpper, CblasLower);
  c.diagonal = one_of(CblasUnit, CblasNonUnit);
  c.side = one_of(CblasLeft, CblasRight);
  c.m = random_size(), c.n = random_size(), c.k = random_size();
  c.lda = one_of(6, 8), c.ldb = one_of(6, 7);
  c.incx = random_increment(), c.incy = random_increment();
  c.transLetter = (char)one_of('N', 'T'), c.triangleLetter = (char)one_of('U', 'L');
  c.diagonalLetter = (char)one_of('N', 'U');
  return c;
}

static double weighted_sum(const double *p) {
  double sum = 0;
  for (int i = 0; i < NUMBERS; i++) sum += sin(1 + 3.7 * i) * p[i];
  return sum;
}

static void fail(const char *name, const Case *c, const char *what, int index, double got, double want) {
  if (failures++ >= 8) return;
  printf("FAIL %s: %s[%d] is %.12g instead of %.12g (m %d, n %d, k %d, lda %d, ldb %d, incx %d, incy %d,", name, what,
         index, got, want, c->m, c->n, c->k, c->lda, c->ldb, c->incx, c->incy);
  printf(" layout %d, trans %d %d %c, triangle %d %c, diagonal %d %c, side %d)\n", c->layout, c->transA, c->transB,
         c->transLetter, c->triangle, c->triangleLetter, c->diagonal, c->diagonalLetter, c->side);
}

static double difference(Function *f, const double *p, const Case *c, int index) {
  const double step = 1e-5;
  double q[NUMBERS];
  memcpy(q, p, sizeof q);
  q[index] += step;
  double above = f(q, c);
  memcpy(q, p, sizeof q);
  q[index] -= step;
  return (above - f(q, c)) / (2 * step);
}

static void compare(const char *name, Function *f, const double *p, const double *gradient, const double *direction,
                    double forward, const Case *c) {
  double product = 0;
  for (int i = 0; i < NUMBERS; i++) product += gradient[i] * direction[i];
  if (!(fabs(forward - product) <= 1e-9 * (1 + fabs(product)))) fail(name, c, "forward", 0, forward, product);
  for (int i = 0; i < NUMBERS; i++) {
    double want = difference(f, p, c, i);
    if (!(fabs(gradient[i] - want) <= 2e-6 * (1 + fabs(want)))) fail(name, c, "gradient", i, gradient[i], want);
  }
}

/// A function `test_f` that checks `f` for one case.
#define TEST(f)                                                                                                        \
  static void test_##f(const Case *c) {                                                                                \
    double p[NUMBERS], work[NUMBERS], gradient[NUMBERS] = {0}, direction[NUMBERS], tangent[NUMBERS];                   \
    for (int i = 0; i < NUMBERS; i++) p[i] = random_number(), direction[i] = random_number();                          \
    memcpy(work, p, sizeof p);                                                                                         \
    __enzyme_autodiff((void *)f, enzyme_dup, work, gradient, enzyme_const, c);                                         \
    memcpy(work, p, sizeof p);                                                                                         \
    memcpy(tangent, direction, sizeof p);                                                                              \
    double forward = __enzyme_fwddiff((void *)f, enzyme_dup, work, tangent, enzyme_const, c);                          \
    compare(#f, f, p, gradient, direction, forward, c);                                                                \
  }

#define ROUTINE(f) static __attribute__((noinline)) double f(double *p, const Case *c)

static int finish(const char *name) {
  if (failures == 0) printf("ok %s\n", name);
  return failures != 0;
}

#endif

// Level 2 of BLAS: products with general, symmetric, packed and triangular matrices, solutions, updates of rank one and
// two; in both layouts, with every combination of triangle, transposition and diagonal.

#include "check.h"

#define A (p + 2)
#define X (p + 60)
#define Y (p + 110)

ROUTINE(general) {
  cblas_dgemv(c->layout, c->transA, c->m, c->n, p[0], A, c->lda, X, c->incx, p[1], Y, c->incy);
  return weighted_sum(p);
}

/// The arguments are overwritten before the reverse sweep comes.
ROUTINE(general_then_overwritten) {
  cblas_dgemv(c->layout, c->transA, c->m, c->n, 1, A, c->lda, X, c->incx, 0, Y, c->incy);
  double sum = weighted_sum(p);
  for (int i = 0; i < 100; i++) p[i] *= sum;
  return weighted_sum(p);
}

/// Only the matrix carries a derivative.
ROUTINE(constant_vectors) {
  double x[20], y[20];
  for (int i = 0; i < 20; i++) x[i] = i - 7, y[i] = 1;
  cblas_dgemv(c->layout, c->transA, c->m, c->n, 2, A, c->lda, x, abs(c->incx), 0.5, y, abs(c->incy));
  return cblas_ddot(20, y, 1, y, 1);
}

ROUTINE(outer) {
  cblas_dger(c->layout, c->m, c->n, p[0], X, c->incx, Y, c->incy, A, c->lda);
  return weighted_sum(p);
}

ROUTINE(symmetric) {
  cblas_dsymv(c->layout, c->triangle, c->n, p[0], A, c->lda, X, c->incx, p[1], Y, c->incy);
  return weighted_sum(p);
}

ROUTINE(packed) {
  cblas_dspmv(c->layout, c->triangle, c->n, p[0], A, X, c->incx, p[1], Y, c->incy);
  for (int i = 0; i < 40; i++) A[i] *= Y[0];
  return weighted_sum(p);
}

ROUTINE(triangular) {
  cblas_dtrmv(c->layout, c->triangle, c->transA, c->diagonal, c->n, A, c->lda, X, c->incx);
  return weighted_sum(p);
}

ROUTINE(solution) {
  for (int i = 0; i < c->n; i++) A[i * c->lda + i] += 3;
  cblas_dtrsv(c->layout, c->triangle, c->transA, c->diagonal, c->n, A, c->lda, X, c->incx);
  return weighted_sum(p);
}

ROUTINE(symmetric_update) {
  cblas_dsyr(c->layout, c->triangle, c->n, p[0], X, c->incx, A, c->lda);
  return weighted_sum(p);
}

ROUTINE(symmetric_update_by_two) {
  cblas_dsyr2(c->layout, c->triangle, c->n, p[0], X, c->incx, Y, c->incy, A, c->lda);
  return weighted_sum(p);
}

ROUTINE(packed_update) {
  cblas_dspr(c->layout, c->triangle, c->n, p[0], X, c->incx, A);
  return weighted_sum(p);
}

ROUTINE(packed_update_by_two) {
  cblas_dspr2(c->layout, c->triangle, c->n, p[0], X, c->incx, Y, c->incy, A);
  for (int i = 0; i < 40; i++) X[i] *= A[0];
  return weighted_sum(p);
}

ROUTINE(iterated) {
  for (int i = 0; i < 3; i++) {
    cblas_dgemv(c->layout, c->transA, c->n, c->n, p[0], A, c->lda, X, c->incx, p[1], Y, c->incy);
    cblas_dtrmv(c->layout, c->triangle, c->transA, c->diagonal, c->n, A, c->lda, X, c->incx);
    cblas_dger(c->layout, c->n, c->n, 0.1, X, c->incx, Y, c->incy, A, c->lda);
  }
  return weighted_sum(p);
}

TEST(general)
TEST(general_then_overwritten)
TEST(constant_vectors)
TEST(outer)
TEST(symmetric)
TEST(packed)
TEST(triangular)
TEST(solution)
TEST(symmetric_update)
TEST(symmetric_update_by_two)
TEST(packed_update)
TEST(packed_update_by_two)
TEST(iterated)

int main(void) {
  for (int round = 0; round < 30; round++) {
    Case c = random_case();
    test_general(&c), test_general_then_overwritten(&c), test_constant_vectors(&c), test_outer(&c);
    test_symmetric(&c), test_packed(&c), test_triangular(&c), test_solution(&c);
    test_symmetric_update(&c), test_symmetric_update_by_two(&c), test_packed_update(&c);
    test_packed_update_by_two(&c), test_iterated(&c);
  }
  return finish("matrix_vector");
}

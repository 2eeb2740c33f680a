// Level 3 of BLAS: products, updates and solutions with matrices, in both layouts, on both sides.

#include "check.h"

#define A (p + 2)
#define B (p + 60)
#define C (p + 120)

ROUTINE(general) {
  cblas_dgemm(c->layout, c->transA, c->transB, c->m, c->n, c->k, p[0], A, c->lda, B, c->lda, p[1], C, c->lda);
  return weighted_sum(p);
}

ROUTINE(iterated) {
  double sum = 0;
  for (int i = 0; i < 2; i++) {
    cblas_dgemm(c->layout, c->transA, c->transB, c->m, c->n, c->k, p[0], A, c->lda, B, c->lda, p[1], C, c->lda);
    sum += weighted_sum(p);
    for (int j = 0; j < 120; j++) p[j] += 0.01 * p[j] * sum;
  }
  return sum;
}

ROUTINE(into_fresh_memory) {
  double *product = calloc(60, sizeof(double)), sum = 0;
  cblas_dgemm(c->layout, c->transA, c->transB, c->m, c->n, c->k, 1, A, c->lda, B, c->lda, 0, product, c->lda);
  for (int i = 0; i < 60; i++) sum += product[i] * (product[i] + i);
  free(product);
  return sum;
}

ROUTINE(symmetric) {
  cblas_dsymm(c->layout, c->side, c->triangle, c->m, c->n, p[0], A, c->lda, B, c->lda, p[1], C, c->lda);
  return weighted_sum(p);
}

ROUTINE(update) {
  cblas_dsyrk(c->layout, c->triangle, c->transA, c->n, c->k, p[0], A, c->lda, p[1], C, c->lda);
  return weighted_sum(p);
}

ROUTINE(update_by_two) {
  cblas_dsyr2k(c->layout, c->triangle, c->transA, c->n, c->k, p[0], A, c->lda, B, c->lda, p[1], C, c->lda);
  return weighted_sum(p);
}

ROUTINE(triangular) {
  cblas_dtrmm(c->layout, c->side, c->triangle, c->transA, c->diagonal, c->m, c->n, p[0], A, c->lda, B, c->lda);
  return weighted_sum(p);
}

ROUTINE(solution) {
  for (int i = 0; i < 6; i++) A[i * c->lda + i] += 3;
  for (int i = 0; i < 2; i++) {
    cblas_dtrsm(c->layout, c->side, c->triangle, c->transA, c->diagonal, c->m, c->n, p[0], A, c->lda, B, c->lda);
  }
  for (int i = 0; i < 6; i++) A[i * c->lda + i] *= B[i];
  return weighted_sum(p);
}

TEST(general)
TEST(iterated)
TEST(into_fresh_memory)
TEST(symmetric)
TEST(update)
TEST(update_by_two)
TEST(triangular)
TEST(solution)

int main(void) {
  for (int round = 0; round < 40; round++) {
    Case c = random_case();
    test_general(&c), test_iterated(&c), test_into_fresh_memory(&c), test_symmetric(&c);
    test_update(&c), test_update_by_two(&c), test_triangular(&c), test_solution(&c);
  }
  return finish("matrices");
}

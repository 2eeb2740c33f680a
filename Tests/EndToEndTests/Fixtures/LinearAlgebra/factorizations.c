// LAPACK through the Fortran interface: factorisations, solutions with factors, and both at once; BLAS from Fortran.

#include "check.h"

#define A (p + 2)
#define B (p + 60)

extern double ddot_(const int *, const double *, const int *, const double *, const int *);
extern void dscal_(const int *, const double *, double *, const int *);
extern void dgemm_(const char *, const char *, const int *, const int *, const int *, const double *, const double *,
                   const int *, const double *, const int *, const double *, double *, const int *);
extern void dpotrf_(const char *, const int *, double *, const int *, int *);
extern void dpotrs_(const char *, const int *, const int *, const double *, const int *, double *, const int *, int *);
extern void dposv_(const char *, const int *, const int *, double *, const int *, double *, const int *, int *);
extern void dpotri_(const char *, const int *, double *, const int *, int *);
extern void dtrtri_(const char *, const char *, const int *, double *, const int *, int *);
extern void dgetrf_(const int *, const int *, double *, const int *, int *, int *);
extern void dgetrs_(const char *, const int *, const int *, const double *, const int *, const int *, double *,
                    const int *, int *);
extern void dgesv_(const int *, const int *, double *, const int *, int *, double *, const int *, int *);
extern void dtrtrs_(const char *, const char *, const char *, const int *, const int *, const double *, const int *,
                    double *, const int *, int *);

static void make_definite(double *p, const Case *c) {
  for (int i = 0; i < c->n; i++) A[i * c->lda + i] += 5;
}

/// Large numbers beside the diagonal make the factorisation exchange rows.
static void make_regular(double *p, const Case *c) {
  for (int i = 0; i < c->n; i++) A[i * c->lda + (i + 1) % c->n] += 5;
}

ROUTINE(cholesky) {
  int status;
  make_definite(p, c);
  dpotrf_(&c->triangleLetter, &c->n, A, &c->lda, &status);
  return weighted_sum(p) + status;
}

/// What a Gaussian likelihood needs: a solution and the logarithm of the determinant.
ROUTINE(cholesky_solution) {
  int status;
  make_definite(p, c);
  dpotrf_(&c->triangleLetter, &c->n, A, &c->lda, &status);
  if (status != 0) return 0;
  dpotrs_(&c->triangleLetter, &c->n, &c->k, A, &c->lda, B, &c->ldb, &status);
  double determinant = 0;
  for (int i = 0; i < c->n; i++) determinant += log(A[i * c->lda + i]);
  return weighted_sum(p) + determinant;
}

ROUTINE(positive_definite_system) {
  int status;
  make_definite(p, c);
  dposv_(&c->triangleLetter, &c->n, &c->k, A, &c->lda, B, &c->ldb, &status);
  return weighted_sum(p);
}

ROUTINE(triangular_solution) {
  int status;
  make_definite(p, c);
  dtrtrs_(&c->triangleLetter, &c->transLetter, &c->diagonalLetter, &c->n, &c->k, A, &c->lda, B, &c->ldb, &status);
  return weighted_sum(p);
}

ROUTINE(cholesky_inverse) {
  int status;
  make_definite(p, c);
  dpotri_(&c->triangleLetter, &c->n, A, &c->lda, &status);
  return weighted_sum(p);
}

ROUTINE(triangular_inverse) {
  int status;
  make_definite(p, c);
  dtrtri_(&c->triangleLetter, &c->diagonalLetter, &c->n, A, &c->lda, &status);
  return weighted_sum(p);
}

ROUTINE(lu) {
  int pivots[6], status, n = c->n;
  make_regular(p, c);
  dgetrf_(&n, &n, A, &c->lda, pivots, &status);
  return weighted_sum(p);
}

ROUTINE(lu_solution) {
  int *pivots = malloc(6 * sizeof(int)), status, n = c->n;
  double *factors = malloc(58 * sizeof(double));
  make_regular(p, c);
  memcpy(factors, A, 58 * sizeof(double));
  dgetrf_(&n, &n, factors, &c->lda, pivots, &status);
  dgetrs_(&c->transLetter, &n, &c->k, factors, &c->lda, pivots, B, &c->ldb, &status);
  free(factors);
  free(pivots);
  return weighted_sum(p);
}

ROUTINE(general_system) {
  int pivots[6], status;
  make_regular(p, c);
  dgesv_(&c->n, &c->k, A, &c->lda, pivots, B, &c->ldb, &status);
  return weighted_sum(p);
}

ROUTINE(fortran) {
  int one = 1, two = 2;
  dgemm_(&c->transLetter, "t", &c->m, &c->n, &c->k, &p[0], A, &c->lda, B, &c->lda, &p[1], p + 120, &c->lda);
  dscal_(&c->n, &p[0], B, &two);
  return weighted_sum(p) * ddot_(&c->n, A, &one, B, &two);
}

TEST(cholesky)
TEST(cholesky_solution)
TEST(positive_definite_system)
TEST(triangular_solution)
TEST(cholesky_inverse)
TEST(triangular_inverse)
TEST(lu)
TEST(lu_solution)
TEST(general_system)
TEST(fortran)

int main(void) {
  for (int round = 0; round < 40; round++) {
    Case c = random_case();
    test_cholesky(&c), test_cholesky_solution(&c), test_positive_definite_system(&c), test_triangular_solution(&c);
    test_cholesky_inverse(&c), test_triangular_inverse(&c);
    test_lu(&c), test_lu_solution(&c), test_general_system(&c), test_fortran(&c);
  }
  return finish("factorizations");
}

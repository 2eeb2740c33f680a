// Level 1 of BLAS: strides of either sign and zero, vectors of no elements, vectors that are both read and written.

#include "check.h"

#define X (p + 2)
#define Y (p + 90)

ROUTINE(dot) { return cblas_ddot(c->m, X, c->incx, Y, c->incy); }
ROUTINE(dot_with_itself) { return cblas_ddot(c->m, X, c->incx, X, c->incx); }
ROUTINE(absolute_sum) { return cblas_dasum(c->m, X, c->incx); }
ROUTINE(norm) { return cblas_dnrm2(c->m, X, c->incx); }

ROUTINE(dot_then_overwritten) {
  double product = cblas_ddot(c->m, X, c->incx, Y, c->incy);
  for (int i = 0; i < NUMBERS; i++) p[i] *= product;
  return weighted_sum(p) + product * product;
}

ROUTINE(add_scaled) {
  cblas_daxpy(c->m, p[0], X, c->incx, Y, c->incy);
  for (int i = 0; i < 80; i++) X[i] *= Y[i];
  return weighted_sum(p);
}

ROUTINE(add_to_itself) {
  cblas_daxpy(c->m, p[0], X, c->incx, X, c->incx);
  return weighted_sum(p);
}

ROUTINE(scale) {
  cblas_dscal(c->m, p[0], X, c->incx);
  return weighted_sum(p);
}

ROUTINE(copy) {
  cblas_dcopy(c->m, X, c->incx, Y, c->incy);
  return weighted_sum(p);
}

ROUTINE(swap) {
  cblas_dswap(c->m, X, c->incx, Y, c->incy);
  return weighted_sum(p);
}

ROUTINE(rotate) {
  cblas_drot(c->m, X, c->incx, Y, c->incy, p[0], p[1]);
  return weighted_sum(p);
}

ROUTINE(iterated) {
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    sum += cblas_ddot(c->m, X, c->incx, Y, c->incy);
    cblas_dscal(c->m, sum, X, c->incx);
    cblas_daxpy(c->m, 0.1, Y, c->incy, X, c->incx);
  }
  return sum;
}

/// The largest element decides where to go on; no derivative comes out of its index.
ROUTINE(pivoted) {
  int first = (int)cblas_idamax(c->m, X, 1);
  cblas_dscal(c->m, 1 / (2 + X[first] * X[first]), X, 1);
  return weighted_sum(p);
}

TEST(dot)
TEST(dot_with_itself)
TEST(absolute_sum)
TEST(norm)
TEST(dot_then_overwritten)
TEST(add_scaled)
TEST(add_to_itself)
TEST(scale)
TEST(copy)
TEST(swap)
TEST(rotate)
TEST(iterated)
TEST(pivoted)

/// Where a norm has no derivative it gets zero, not a quotient of zeros.
static void test_norm_of_nothing(void) {
  double p[NUMBERS] = {0}, gradient[NUMBERS] = {0};
  Case c = {.m = 5, .incx = 1};
  __enzyme_autodiff((void *)norm, enzyme_dup, p, gradient, enzyme_const, &c);
  for (int i = 0; i < NUMBERS; i++) {
    if (gradient[i] != 0) fail("norm of zeros", &c, "gradient", i, gradient[i], 0);
  }
}

int main(void) {
  for (int round = 0; round < 30; round++) {
    Case c = random_case();
    if (round == 0) c.m = 0;
    test_dot(&c), test_dot_with_itself(&c), test_dot_then_overwritten(&c), test_absolute_sum(&c);
    test_add_scaled(&c), test_add_to_itself(&c), test_scale(&c), test_iterated(&c);
    test_copy(&c), test_swap(&c), test_rotate(&c);
    if (c.m > 0) test_norm(&c), test_pivoted(&c);
    c.incx = 0;
    test_dot(&c), test_add_scaled(&c), test_copy(&c);
  }
  test_norm_of_nothing();
  return finish("vectors");
}

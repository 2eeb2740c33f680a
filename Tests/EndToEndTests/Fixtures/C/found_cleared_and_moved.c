// Clears the beginning of an array, does something else, and moves elements from behind it into it: LLVM must not take the
// moved bytes for cleared ones.
#include <math.h>
#include <stdio.h>
#include <string.h>

extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern int enzyme_dup, enzyme_const;

static double f(double *x, int n, double *y, int m) {
  memset(x, 0, sizeof(double) * 3);
  double sum = 0, lost = 0;
  for (int i = 0; i < m; i++) {
    double next = y[i] - lost, total = sum + next;
    lost = (total - sum) - next;
    sum = total;
  }
  memmove(x, x + 1, sizeof(double) * 3);
  return sum * x[2] + x[n - 1];
}

int main(void) {
  double x[4] = {1, 2, 3, 4}, dx[4] = {0}, y[2] = {5, 6}, dy[2] = {0};
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 4, enzyme_dup, y, dy, enzyme_const, 2);
  int good = x[0] == 0 && x[1] == 0 && x[2] == 4 && x[3] == 4;
  good = good && dx[0] == 0 && dx[1] == 0 && dx[2] == 0 && fabs(dx[3] - 12) < 1e-12;
  good = good && fabs(dy[0] - 4) < 1e-12 && fabs(dy[1] - 4) < 1e-12;

  double a[4] = {1, 2, 3, 4}, da[4] = {1, 1, 1, 1}, b[2] = {5, 6}, db[2] = {1, -2};
  double tangent = __enzyme_fwddiff((void *)f, enzyme_dup, a, da, enzyme_const, 4, enzyme_dup, b, db, enzyme_const, 2);
  good = good && a[2] == 4 && fabs(tangent - (12 - 4)) < 1e-12 && da[2] == 1;
  puts(good ? "ok found_cleared_and_moved" : "FAIL found_cleared_and_moved");
  return !good;
}

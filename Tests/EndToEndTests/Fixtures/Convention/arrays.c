// Arrays of pointers, matrices as parameters, restrict.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double tri(double **a, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) s += a[i][j] * a[i][j] * (i + 1);
  return s;
}
void matvec(int n, int m, const double *restrict A, const double *restrict x, double *restrict y) {
  for (int i = 0; i < n; i++) {
    double s = 0;
    for (int j = 0; j < m; j++) s += A[i * m + j] * x[j];
    y[i] = s;
  }
}
double vla(int n, double a[n][n]) {
  double t = 1;
  for (int i = 0; i < n; i++) t *= a[i][i];
  return t;
}
double cube(double a[2][3][4]) {
  double s = 0;
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 4; k++) s += a[i][j][k] * a[i][j][3 - k];
  return s;
}
static void saxpy(float a, const float *x, float *y, unsigned long n) {
  while (n--) *y++ += a * *x++;
}
int main() {
  double *a[4], *da[4];
  for (int i = 0; i < 4; i++) {
    a[i] = malloc((i + 1) * 8);
    da[i] = calloc(i + 1, 8);
    for (int j = 0; j <= i; j++) a[i][j] = i + .5 * j;
  }
  __enzyme_autodiff((void *)tri, a, da, 4);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j <= i; j++) NEAR(da[i][j], 2 * a[i][j] * (i + 1));
  NEAR(__enzyme_fwddiff((void *)tri, enzyme_dup, a, a, enzyme_const, 4), 2 * tri(a, 4));
  double A[6] = {1, 2, 3, 4, 5, 6}, dA[6] = {0}, x[3] = {1, 2, 3}, dx[3] = {0}, y[2], dy[2] = {1, 2};
  __enzyme_autodiff((void *)matvec, 2, 3, A, dA, x, dx, y, dy);
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++) NEAR(dA[i * 3 + j], x[j] * (i + 1));
  for (int j = 0; j < 3; j++) NEAR(dx[j], A[j] + 2 * A[3 + j]);
  NEAR(dy[0], 0);
  double v[3][3] = {{2, 0, 0}, {0, 3, 0}, {0, 0, 4}}, dv[3][3] = {{0}};
  __enzyme_autodiff((void *)vla, 3, v, dv);
  NEAR(dv[0][0], 12);
  NEAR(dv[1][1], 8);
  NEAR(dv[2][2], 6);
  NEAR(dv[0][1], 0);
  double c[2][3][4], dc[2][3][4] = {{{0}}};
  for (int i = 0; i < 24; i++) ((double *)c)[i] = i * .1;
  __enzyme_autodiff((void *)cube, c, dc);
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 4; k++) NEAR(dc[i][j][k], 2 * c[i][j][3 - k]);
  float fx[3] = {1, 2, 3}, fdx[3] = {0}, fy[3] = {4, 5, 6}, fdy[3] = {1, 1, 1};
  float da_ = __enzyme_autodiff((void *)saxpy, enzyme_const, 2.0f, enzyme_dup, fx, fdx, enzyme_dup, fy, fdy, 3L);
  (void)da_;
  NEARF(fdx[0], 2);
  NEARF(fdy[2], 1);
  DONE;
}

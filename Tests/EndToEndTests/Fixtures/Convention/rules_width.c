// Derivatives written by hand that take pointers, for several directions at once.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_width;
void __enzyme_autodiffv(void *, ...);
void __enzyme_fwddiffv(void *, ...);
typedef struct {
  double a, b;
} AB;
AB __enzyme_fwddiff2(void *, ...);
NI void matvec(const double *A, const double *x, double *y, int n) {
  for (int i = 0; i < n; i++) {
    double s = 0;
    for (int j = 0; j < n; j++) s += A[i * n + j] * x[j];
    y[i] = s;
  }
}
NI void fwd_matvec(const double *A, const double *dA, const double *x, const double *dx, double *y, double *dy, int n) {
  matvec(A, x, y, n);
  for (int i = 0; i < n; i++) {
    double s = 0;
    for (int j = 0; j < n; j++) s += A[i * n + j] * dx[j] + dA[i * n + j] * x[j];
    dy[i] = 10 * s;
  }
}
NI double *aug_matvec(const double *A, double *dA, const double *x, double *dx, double *y, double *dy, int n) {
  matvec(A, x, y, n);
  double *t = malloc(n * 8);
  memcpy(t, x, n * 8);
  return t;
}
NI void rev_matvec(const double *A, double *dA, const double *x, double *dx, double *y, double *dy, int n, double *t) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) dA[i * n + j] += 10 * dy[i] * t[j], dx[j] += 10 * dy[i] * A[i * n + j];
    dy[i] = 0;
  }
  free(t);
}
void *__enzyme_register_gradient_mv[] = {(void *)matvec, (void *)aug_matvec, (void *)rev_matvec};
void *__enzyme_register_derivative_mv[] = {(void *)matvec, (void *)fwd_matvec};
double quad(const double *A, const double *x, int n) {
  double y[4], s = 0;
  matvec(A, x, y, n);
  for (int i = 0; i < n; i++) s += x[i] * y[i];
  return s;
}
NI double dot(const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * y[i];
  return s;
}
NI double fwd_dot(const double *x, double *dx, const double *y, double *dy, int n) {
  return 2 * (dot(x, dy, n) + dot(dx, y, n));
}
NI double aug_dot(const double *x, double *dx, const double *y, double *dy, int n) { return dot(x, y, n); }
NI void rev_dot(const double *x, double *dx, const double *y, double *dy, int n, double s) {
  for (int i = 0; i < n; i++) {
    dx[i] += 2 * s * y[i];
    dy[i] += 2 * s * x[i];
  }
}
void *__enzyme_register_gradient_dot[] = {(void *)dot, (void *)aug_dot, (void *)rev_dot};
void *__enzyme_register_derivative_dot[] = {(void *)dot, (void *)fwd_dot};
double use(const double *x, int n) {
  double y[4];
  for (int i = 0; i < n; i++) y[i] = x[i] * i;
  return dot(x, y, n);
}
int main() {
  double x[4] = {1, 2, 3, 4}, v[4] = {1, 0, 1, 0}, z[4] = {0};
  AB r = __enzyme_fwddiff2((void *)use, enzyme_width, 2, enzyme_dup, x, v, z, 4);
  NEAR(r.a, 24);
  NEAR(r.b, 0);
  double d0[4] = {0}, d1[4] = {0};
  __enzyme_autodiffv((void *)use, enzyme_width, 2, enzyme_dup, x, d0, d1, 4, 1.0, 2.0);
  for (int i = 0; i < 4; i++) {
    NEAR(d0[i], 4 * x[i] * i);
    NEAR(d1[i], 8 * x[i] * i);
  }
  double A[4] = {1, 2, 3, 4}, a0[4] = {0}, a1[4] = {0}, q[2] = {5, 7}, q0[2] = {0}, q1[2] = {0}, ta[4] = {1, 0, 2, 0},
         tx[2] = {0, 1}, zero[4] = {0};
  __enzyme_autodiffv((void *)quad, enzyme_width, 2, enzyme_dup, A, a0, a1, enzyme_dup, q, q0, q1, 2, 1.0, 3.0);
  for (int i = 0; i < 4; i++) NEAR(a1[i], 3 * a0[i]);
  for (int i = 0; i < 2; i++) NEAR(q1[i], 3 * q0[i]);
  NEAR(a0[0], 10 * 25);
  NEAR(q0[1], 43 + 10 * (5 * 2 + 7 * 4));
  r = __enzyme_fwddiff2((void *)quad, enzyme_width, 2, enzyme_dup, A, ta, zero, enzyme_dup, q, zero, tx, 2);
  NEAR(r.a, a0[0] + 2 * a0[2]);
  NEAR(r.b, q0[1]);
  DONE;
}

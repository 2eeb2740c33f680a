// Memory that one function allocates and another one releases.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
NI double *make(double x, int n) {
  double *p = malloc(n * sizeof(double));
  for (int i = 0; i < n; i++) p[i] = x * i + x * x;
  return p;
}
NI double consume(double *p, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += p[i] * p[i];
  free(p);
  return s;
}
double f(double x, int n) { return consume(make(x, n), n); }
double g(double x, int n) {
  double *p = make(x, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += p[i];
  free(p);
  return s;
}
double h(double x, int n) {
  double *p = NULL;
  int cap = 0;
  for (int i = 0; i < n; i++) {
    if (i >= cap) {
      cap = cap ? 2 * cap : 1;
      p = realloc(p, cap * sizeof *p);
    }
    p[i] = pow(x, i);
  }
  double s = 0;
  for (int i = 0; i < n; i++) s += p[i];
  free(p);
  return s;
}
double k(double x, int n) {
  double *p = calloc(n, sizeof *p);
  for (int j = 0; j < 3; j++)
    for (int i = 0; i < n; i++) p[i] += x * x * i;
  double r = p[n - 1];
  free(p);
  return r;
}
typedef struct {
  int n;
  double *data;
} Vec;
NI Vec *vnew(int n) {
  Vec *v = malloc(sizeof *v);
  v->n = n;
  v->data = malloc(n * sizeof(double));
  return v;
}
NI void vfree(Vec *v) {
  free(v->data);
  free(v);
}
NI Vec *vmul(const Vec *a, double s) {
  Vec *r = vnew(a->n);
  for (int i = 0; i < a->n; i++) r->data[i] = a->data[i] * s;
  return r;
}
double vec(double x, int n) {
  Vec *a = vnew(n);
  for (int i = 0; i < n; i++) a->data[i] = x + i;
  for (int t = 0; t < 3; t++) {
    Vec *b = vmul(a, x);
    vfree(a);
    a = b;
  }
  double s = 0;
  for (int i = 0; i < n; i++) s += a->data[i];
  vfree(a);
  return s;
}
double leak(double x) {
  double *p = malloc(8);
  *p = x * x;
  return *p * x;
}
double dd(double (*f)(double, int), double x, int n) {
  double h = 1e-4;
  return (8 * (f(x + h, n) - f(x - h, n)) - f(x + 2 * h, n) + f(x - 2 * h, n)) / 12 / h;
}
int main() {
  double x = 1.3;
  int n = 7;
#define T(f)                                                                                                           \
  NEAR(__enzyme_autodiff((void *)f, x, n), dd(f, x, n));                                                               \
  NEAR(__enzyme_fwddiff((void *)f, x, 1.0, n), dd(f, x, n));
  T(f) T(g) T(h) T(k) T(vec) NEAR(__enzyme_autodiff((void *)leak, 2.0), 12);
  DONE;
}

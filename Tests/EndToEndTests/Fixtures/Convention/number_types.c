// Numbers of all types, vectors, complex numbers.

#include "near.h"
#include <complex.h>
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
long double __enzyme_autodiff_ld(void *, ...);
float __enzyme_autodiff_f(void *, ...);
void __enzyme_autodiffv(void *, ...);
_Float16 __enzyme_autodiff_h(void *, ...);
typedef double v4 __attribute__((vector_size(32)));
typedef float f4 __attribute__((vector_size(16)));
typedef double v2 __attribute__((vector_size(16)));
v4 __enzyme_autodiff_v4(void *, ...);
f4 __enzyme_autodiff_f4(void *, ...);
v4 __enzyme_fwddiff_v4(void *, ...);
double _Complex __enzyme_autodiff_c(void *, ...);
double _Complex __enzyme_fwddiff_c(void *, ...);
v2 __enzyme_autodiff_v2(void *, ...);
long double ld(long double x) { return sinl(x) * x; }
float fl(float x) { return sinf(x) * x; }
_Float16 hf(_Float16 x) { return x * x * x; }
double mix(float a) {
  double d = a;
  long double l = d * d;
  return (double)(l * a);
}
double v(v4 a) {
  v4 b = a * a + 1.0;
  return b[0] * b[1] + b[2] * b[3];
}
v4 vv(v4 a) { return a * a * 2.0; }
double va(const v4 *p, int n) {
  v4 s = {0};
  for (int i = 0; i < n; i++) s += p[i] * p[i];
  return s[0] + 2 * s[1] + 3 * s[2] + 4 * s[3];
}
double sh(v4 a) {
  v4 b = __builtin_shufflevector(a, a, 3, 2, 1, 0);
  v4 m;
  for (int i = 0; i < 4; i++) m[i] = a[i] > b[i] ? a[i] : b[i];
  return m[0] * m[1] + b[0];
}
float ff(f4 a) { return a[0] * a[1] + a[2] * a[3]; }
double v2f(v2 a) { return a[0] * a[1]; }
double cx(double x) {
  double complex z = x + 2 * I;
  z = z * z / (1 + z);
  return creal(z) + 3 * cimag(z);
}
double cm(double x) {
  double complex z = cexp(I * x) + csqrt(x + I) + clog(x + 2 * I) + cpow(x + I, 2.5) + csin(x + .1 * I);
  return cabs(z) + carg(z) + creal(conj(z));
}
double ca(double complex *z, int n) {
  double complex p = 1;
  for (int i = 0; i < n; i++) p *= z[i];
  return creal(p) * cimag(p);
}
double fd(double (*f)(double), double x) {
  double h = 1e-4;
  return (8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / 12 / h;
}
int main() {
  NEAR(__enzyme_autodiff_ld((void *)ld, .5L), sin(.5) + .5 * cos(.5));
  NEARF(__enzyme_autodiff_f((void *)fl, .5f), sin(.5) + .5 * cos(.5));
  NEARF((double)__enzyme_autodiff_h((void *)hf, (_Float16)2), 12);
  NEARF(__enzyme_autodiff_f((void *)mix, 2.f), 12);
  v4 a = {1, 2, 3, 4};
  v4 d = __enzyme_autodiff_v4((void *)v, a);
  NEAR(d[0], 2 * 5);
  NEAR(d[1], 4 * 2);
  NEAR(d[3], 8 * 10);
  d = __enzyme_fwddiff_v4((void *)vv, a, (v4){1, 0, 1, 0});
  NEAR(d[0], 4);
  NEAR(d[1], 0);
  NEAR(d[2], 12);
  d = __enzyme_autodiff_v4((void *)sh, a);
  NEAR(d[0], 0);
  NEAR(d[3], 3 + 1);
  NEAR(d[2], 4);
  f4 f = __enzyme_autodiff_f4((void *)ff, (f4){1, 2, 3, 4});
  NEARF(f[0], 2);
  NEARF(f[3], 3);
  v2 e = __enzyme_autodiff_v2((void *)v2f, (v2){2, 3});
  NEAR(e[0], 3);
  v4 p[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}}, dp[2] = {{0}};
  __enzyme_autodiffv((void *)va, p, dp, 2);
  NEAR(dp[1][2], 2 * 7 * 3);
  NEAR(dp[0][3], 2 * 4 * 4);
  NEAR(__enzyme_autodiff((void *)cx, .7), fd(cx, .7));
  NEAR(__enzyme_fwddiff((void *)cx, .7, 1.), fd(cx, .7));
  NEAR(__enzyme_autodiff((void *)cm, .7), fd(cm, .7));
  double complex z[2] = {1 + 2 * I, 3 - I}, dz[2] = {0};
  __enzyme_autodiffv((void *)ca, z, dz, 2);
  NEAR(creal(dz[0]), 3 * 5 + -1 * 5.0);
  DONE;
}

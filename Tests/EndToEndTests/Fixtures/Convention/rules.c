// Derivatives written by hand, and marks on functions.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
static int nf, nb, nt;
NI double mysq(double x) { return x * x; }
NI double aug_mysq(double x) {
  nf++;
  return x * x;
} // no tape: result alone
NI double rev_mysq(double x, double d) {
  nb++;
  return 2 * x * d * 100;
}
void *__enzyme_register_gradient_mysq[] = {(void *)mysq, (void *)aug_mysq, (void *)rev_mysq};
NI double fw_mysq(double x, double dx) {
  nt++;
  return 1000 * x * dx;
}
void *__enzyme_register_derivative_mysq[] = {(void *)mysq, (void *)fw_mysq};
double use(double x) {
  double s = 0;
  for (int i = 1; i < 4; i++) s += mysq(x * i);
  return s;
}
NI void scl(double *x, int n, double a) {
  for (int i = 0; i < n; i++) x[i] *= a;
}
struct sv {
  double *tape;
};
NI void *aug_scl(double *x, double *dx, int n, double a) {
  double *t = malloc(n * 8);
  memcpy(t, x, n * 8);
  scl(x, n, a);
  return t;
}
NI double rev_scl(double *x, double *dx, int n, double a, void *tape) {
  double *t = tape, da = 0;
  for (int i = 0; i < n; i++) {
    da += dx[i] * t[i];
    dx[i] *= a;
  }
  free(t);
  nb++;
  return da;
}
void *__enzyme_register_gradient_scl[] = {(void *)scl, (void *)aug_scl, (void *)rev_scl};
double use2(double a) {
  double x[4] = {1, 2, 3, 4};
  scl(x, 4, a);
  scl(x, 4, a);
  double s = 0;
  for (int i = 0; i < 4; i++) s += x[i];
  return s;
}
NI double two(double a, double b) { return a * b; }
typedef struct {
  double tape;
  double r;
} TR;
typedef struct {
  double a, b;
} AB;
NI TR aug_two(double a, double b) { return (TR){a + b, a * b}; }
NI AB rev_two(double a, double b, double d, double tape) { return (AB){b * d, tape * d}; }
void *__enzyme_register_gradient_two[3] = {(void *)two, (void *)aug_two, (void *)rev_two};
double use3(double a) { return two(a, 3) + two(2, a); }
NI static double helper(double x) { return x * x; }
static double helper_d(double x, double dx) { return 7 * dx; }
void *__enzyme_register_derivative_h[2] = {(void *)helper, (void *)helper_d};
double use4(double x) { return helper(x) * 2; }
NI double inact(double x) { return x * 3; }
void *__enzyme_inactivefn_a[] = {(void *)inact};
double use5(double x) { return x * inact(x); }
NI double mylog(double x) { return log(1 + x); }
void *__enzyme_function_like_l[] = {(void *)mylog, (void *)"log1p"};
double use6(double x) { return mylog(x * x); }
__attribute__((annotate("enzyme_inactive"))) NI double in2(double x) { return x * 5; }
double use7(double x) { return x * in2(x); }
__attribute__((annotate("enzyme_function_like=sin"))) NI double weird(double x) { return x - x * x * x / 6; }
double use8(double x) { return weird(x); }
double __enzyme_call_inactive(void *, double);
double use9(double x) { return x * __enzyme_call_inactive((void *)exp, x); }
int main() {
  NEAR(__enzyme_autodiff((void *)use, 2.), 100 * 2 * 2 * (1 + 4 + 9));
  NEAR(nf, 3);
  NEAR(nb, 3);
  NEAR(__enzyme_fwddiff((void *)use, 2., 1.), 1000 * 2 * 14);
  NEAR(nt, 3);
  nb = 0;
  NEAR(__enzyme_autodiff((void *)use2, 3.), 60);
  NEAR(nb, 2);
  NEAR(__enzyme_autodiff((void *)use3, 5.), 3 + 7);
  NEAR(__enzyme_fwddiff((void *)use4, 5., 1.), 14);
  NEAR(__enzyme_autodiff((void *)use5, 2.), 6);
  NEAR(__enzyme_autodiff((void *)use6, 2.), 4. / 5);
  NEAR(__enzyme_autodiff((void *)use7, 2.), 10);
  NEAR(__enzyme_autodiff((void *)use8, .5), cos(.5));
  NEAR(__enzyme_autodiff((void *)use9, 2.), exp(2));
  DONE;
}

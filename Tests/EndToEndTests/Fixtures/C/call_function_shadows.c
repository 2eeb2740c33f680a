// Pointers to functions as arguments and in structures; their shadows may be anything.

#include "convention.h"

typedef double (*fun)(double);
typedef struct {
  fun f;
  double k;
  struct {
    double (*g)(double *, int);
    int n;
  } inner;
  fun table[3];
} Ops;
static double a(double x) { return x * x * x; }
static double b(double x) { return sin(x); }
static double c(double x) { return exp(x); }
static double sum(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * x[i];
  return s;
}
static double apply(fun f, double x) { return f(x) * 2; }
static double ops(Ops *o, double *x) {
  double s = 0;
  for (int i = 0; i < 3; i++)
    s += o->table[i](x[i]) * o->k;
  return s + o->f(x[0]) + o->inner.g(x, o->inner.n);
}
static double viaptr(fun *f, double x) { return (*f)(x)*x; }
int main() {
  near("const fp", __enzyme_autodiff((void *)apply, enzyme_const, (void *)a, 2.0), 24);
  near("dup fp", __enzyme_autodiff((void *)apply, enzyme_dup, a, __enzyme_virtualreverse((void *)a), enzyme_out, 2.0),
       24);
  near("dup fp default", __enzyme_autodiff((void *)apply, b, b, 2.0), 2 * cos(2));
  near("fwd fp",
       __enzyme_fwddiff((void *)apply, enzyme_dup, c, __enzyme_virtualreverse((void *)c), enzyme_dup, 2.0, 1.0),
       2 * exp(2));
  Ops o = {a, 2, {sum, 3}, {a, b, c}}, d = {(fun)__enzyme_virtualreverse((void *)a),
                                            0,
                                            {(double (*)(double *, int))__enzyme_virtualreverse((void *)sum), 3},
                                            {a, b, c}};
  double x[3] = {1, 2, 3}, dx[3] = {0};
  __enzyme_autodiff_void((void *)ops, &o, &d, x, dx);
  near("x0", dx[0], 6 + 3 + 2);
  near("x1", dx[1], 2 * cos(2) + 4);
  near("x2", dx[2], 2 * exp(3) + 6);
  near("k", d.k, 1 + sin(2) + exp(3));
  Ops z;
  memset(&z, 0, sizeof z);
  memset(dx, 0, sizeof dx);
  __enzyme_autodiff_void((void *)ops, &o, &z, x, dx);
  near("x0", dx[0], 6 + 3 + 2);
  near("k", z.k, 1 + sin(2) + exp(3));
  double v[3] = {1, 0, 0};
  memset(&z, 0, sizeof z);
  near("fwd ops", __enzyme_fwddiff((void *)ops, &o, &z, x, v), 6 + 3 + 2);
  fun fp = b, dfp = 0;
  near("viaptr", __enzyme_autodiff((void *)viaptr, &fp, &dfp, 2.0), 2 * cos(2) + sin(2));
  fun sh = (fun)__enzyme_virtualreverse((void *)b);
  near("viaptr", __enzyme_autodiff((void *)viaptr, &fp, &sh, 2.0), 2 * cos(2) + sin(2));
  near("const ptr", __enzyme_autodiff((void *)viaptr, enzyme_const, &fp, 2.0), 2 * cos(2) + sin(2));
  return verdict("call_function_shadows");
}

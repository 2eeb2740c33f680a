// Elements of vectors that nothing was put into meet adjoints that are zero: their product is zero, whatever they hold.
#include <math.h>
#include <stdio.h>

typedef double Pair __attribute__((vector_size(16)));
extern int enzyme_dup, enzyme_const;
extern double __enzyme_autodiff(void *, ...), __enzyme_fwddiff(void *, ...);

static double f(const double *x) {
  Pair a = *(const Pair *)x, c = *(const Pair *)(x + 2);
  Pair doubled = a + a * c;
  Pair open = __builtin_shufflevector(c, c, -1, 0);
  Pair flipped = (Pair)((__typeof__((Pair){} == (Pair){}))open ^ (__typeof__((Pair){} == (Pair){})){0, (long long)(1ull << 63)});
  Pair product = flipped * doubled;
  return product[1] + doubled[0] * x[3] + sin(c[1]);
}

// Not set on every path; chosen only where it is.
static double g(const double *x) {
  double scale, sum = 0;
  for (int i = 0; i < 4; i++) {
    if (x[i] > 0) scale = x[i] * x[i];
    double product = x[(i + 1) % 4] * scale;
    sum += x[i] > 0 ? product : x[i];
  }
  return sum;
}

static int check(const char *name, double (*function)(const double *), double *x, const double *dx, double tangent) {
  int failures = 0;
  double sum = 0;
  for (int i = 0; i < 4; i++) {
    double kept = x[i], h = 1e-5;
    x[i] = kept + h;
    double up = function(x);
    x[i] = kept - h;
    double want = (up - function(x)) / (2 * h);
    x[i] = kept;
    sum += want;
    if (fabs(dx[i] - want) > 1e-7) failures++, printf("FAIL %s, gradient[%d]: %g instead of %g\n", name, i, dx[i], want);
  }
  if (fabs(tangent - sum) > 1e-7) failures++, printf("FAIL %s, tangent: %g instead of %g\n", name, tangent, sum);
  return failures;
}

int main(void) {
  _Alignas(16) double x[] = {0.75, 1.5, -0.5, 1.25}, v[] = {1, 1, 1, 1};
  _Alignas(16) double df[4] = {0}, dg[4] = {0};
  __enzyme_autodiff((void *)f, enzyme_dup, x, df);
  __enzyme_autodiff((void *)g, enzyme_dup, x, dg);
  int failures = check("elements", f, x, df, __enzyme_fwddiff((void *)f, enzyme_dup, x, v))
                 + check("paths", g, x, dg, __enzyme_fwddiff((void *)g, enzyme_dup, x, v));
  if (failures == 0) printf("ok found_undefined_lanes\n");
  return failures != 0;
}

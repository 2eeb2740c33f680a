// The mathematical library, by differences.

#include "near.h"
#define _GNU_SOURCE
double lgamma_r(double, int *);
void sincos(double, double *, double *);
double exp10(double);
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
#define U(name, ...)                                                                                                   \
  static double t_##name(double x) { __VA_ARGS__; }
U(frexp, int e; double m = frexp(x * x, &e); return m * m + e)
U(ldexp, return ldexp(x, 3) * x) U(modf, double i; double f = modf(x * 3, &i);
                                   return f * f + i) U(remquo, int q; return remquo(x * x, .7, &q) * x + q)
    U(lgamma_r, int s;
      return lgamma_r(x, &s) * s) U(sincos, double s, c; sincos(x, &s, &c);
                                    return s * c) U(jn, return jn(2, x)) U(yn, return yn(2, x)) U(j0, return j0(x))
        U(j1, return j1(x)) U(y0, return y0(x)) U(y1, return y1(x)) U(hypot, return hypot(x, 2 * x * x))
            U(cbrt, return cbrt(x * x)) U(erf, return erf(x)) U(erfc, return erfc(x)) U(tgamma, return tgamma(x))
                U(lgamma, return lgamma(x)) U(fdim, return fdim(x, .3) * x) U(remainder, return remainder(x * x, .8))
                    U(fmod, return fmod(x * x, .8)) U(exp2, return exp2(x)) U(exp10, return exp10(x))
                        U(expm1, return expm1(x)) U(log1p, return log1p(x)) U(log2, return log2(x)) U(log10,
                                                                                                      return log10(x))
                            U(asinh, return asinh(x)) U(acosh, return acosh(1 + x)) U(atanh, return atanh(x / 4)) U(
                                atan2, return atan2(x, x *x + 1)) U(pow, return pow(x, x))
                                U(powi, return pow(x, 5)) U(fma, return fma(x, x, x)) U(fmax, return fmax(x, .2) * x)
                                    U(fmin, return fmin(x, 9.) *
                                                   x) U(copysign, return copysign(x * x, -x))
                                        U(floor, return floor(x) *
                                                        x) U(ceil,
                                                             return ceil(x) *
                                                                    x) U(trunc, return trunc(x * 3) * x)
                                            U(round, return round(x) * x) U(rint, return rint(x) * x) U(
                                                nearbyint, return nearbyint(x) *
                                                                  x) U(lround,
                                                                       return lround(x * 3) *
                                                                              x) U(llrint,
                                                                                   return llrint(x * 3) *
                                                                                          x) U(logb, return logb(x) * x)
                                                U(ilogb, return ilogb(x) * x) U(scalbn, return scalbn(x, 2) * x) U(
                                                    scalbln, return scalbln(x, 2))
                                                    U(fabs, return fabs(-x) * x) U(sinh, return sinh(x)) U(
                                                        cosh,
                                                        return cosh(x)) U(tanh, return tanh(x))
                                                        U(tan, return tan(x)) U(asin, return asin(x / 3)) U(
                                                            acos,
                                                            return acos(x / 3)) U(atan, return atan(x))
                                                            U(nextafter, return nextafter(x, 10.) *
                                                                                x) U(sqrt, return sqrt(x))
                                                                U(exp, return exp(x)) U(log, return log(x))
                                                                    U(nan,
                                                                      return isnan(x) ||
                                                                                     isinf(x) ||
                                                                                     signbit(x)
                                                                                 ? 0
                                                                                 : x * x) typedef double (*fn)(double);
int main() {
  double pts[] = {.63, 1.37, 1.71}, h = 1e-4;
  for (int i = 0; i < 3; i++) {
    double x = pts[i];
#define C(name)                                                                                                        \
  {                                                                                                                    \
    double w = (8 * (t_##name(x + h) - t_##name(x - h)) - t_##name(x + 2 * h) + t_##name(x - 2 * h)) / 12 / h;         \
    NEAR(__enzyme_autodiff((void *)t_##name, x), w);                                                                   \
    NEAR(__enzyme_fwddiff((void *)t_##name, x, 1.), w);                                                                \
  }
    C(frexp)
    C(ldexp) C(modf) C(remquo) C(lgamma_r) C(sincos) C(jn) C(yn) C(j0) C(j1) C(y0) C(y1) C(hypot) C(cbrt) C(erf) C(erfc)
        C(tgamma) C(lgamma) C(fdim) C(remainder) C(fmod) C(exp2) C(exp10) C(expm1) C(log1p) C(log2) C(log10) C(asinh)
            C(acosh) C(atanh) C(atan2) C(pow) C(powi) C(fma) C(fmax) C(fmin) C(copysign) C(floor) C(ceil) C(trunc)
                C(round) C(rint) C(nearbyint) C(lround) C(llrint) C(logb) C(ilogb) C(scalbn) C(scalbln) C(fabs) C(sinh)
                    C(cosh) C(tanh) C(tan) C(asin) C(acos) C(atan) C(nextafter) C(sqrt) C(exp) C(log) C(nan)
  }
  DONE;
}

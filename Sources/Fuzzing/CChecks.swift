// What all generated C programs of a file share: types, traced functions, and the checks.
//
// A program is checked by reverse against forward mode, and both against differences in long double. The traced copy says
// whether all points of a difference lie on one smooth piece; where they do not, that number is not checked.

enum CChecks {
  static let prelude = #"""
    #include <complex.h>
    #include <math.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    static unsigned long long trace;
    static int seen(int value) { trace = trace * 1099511628211u + (unsigned)value + 1; return value; }
    // Whether something was so near to a step that single precision may be on the other side.
    static int doubtful;
    static void step(long double a) { doubtful |= a != roundl(a) && fabsl(a - roundl(a)) < 1e-6L * (1 + fabsl(a)); }
    static long double fabs_seen(long double a) { seen((a > 0) - (a < 0)); return fabsl(a); }
    static long double fmax_seen(long double a, long double b) { seen((a > b) - (a < b)); return fmaxl(a, b); }
    static long double fmin_seen(long double a, long double b) { seen((a > b) - (a < b)); return fminl(a, b); }
    static long double fdim_seen(long double a, long double b) { seen((a > b) - (a < b)); return fdiml(a, b); }
    static long double floor_seen(long double a) { step(a), seen((int)floorl(a)); return floorl(a); }
    static long double ceil_seen(long double a) { step(a), seen((int)ceill(a)); return ceill(a); }
    static long double trunc_seen(long double a) { step(a), seen((int)truncl(a)); return truncl(a); }
    static long double round_seen(long double a) { step(a - 0.5L), seen((int)roundl(a)); return roundl(a); }
    static long double rint_seen(long double a) { step(a - 0.5L), seen((int)rintl(a)); return rintl(a); }
    static long double fmod_seen(long double a, long double b) { seen((int)(a / b)); return fmodl(a, b); }
    static long double remainder_seen(long double a, long double b) {
      seen((int)((a - remainderl(a, b)) / b));
      return remainderl(a, b);
    }
    static long double copysign_seen(long double a, long double b) {
      seen((a > 0) - (a < 0)), seen((b > 0) - (b < 0));
      return copysignl(a, b);
    }

    enum { MOST = 32 };
    typedef struct { double first, second; } Two;
    typedef struct {
      unsigned long long seed;
      int n, m, single;
      const double *at, *seeds;
      double (*f)(double *, int, double *, int, double);
      long double (*wide)(long double *, int, long double *, int, long double);
      void (*reverse)(double *, double *, double *, double), (*extra)(double *, double *, double *, double);
      double (*forward)(double *, double *, double *, double);
      Two (*two)(double *, double *, double *, double *, double);
      void (*gradient)(const double *, double *);
      void (*hessian)(const double *, const double *, double *, double *);
    } Case;

    #ifndef NO_AD
    extern int enzyme_dup, enzyme_dupnoneed, enzyme_const, enzyme_out, enzyme_width, enzyme_primal_return;
    extern double __enzyme_autodiff(void *, ...), __enzyme_fwddiff(void *, ...), __enzyme_reverse(void *, ...);
    extern void __enzyme_autodiff_void(void *, ...), __enzyme_fwddiff_void(void *, ...);
    extern void *__enzyme_augmentfwd(void *, ...);
    extern Two __enzyme_fwddiff_two(void *, ...), __enzyme_autodiff_two(void *, ...);
    #endif


    """#

  static let main = #"""
    static const Case *now;
    static int failures;
    static void expect(const char *what, int k, double got, long double want, double tolerance) {
      if (fabsl(got - want) <= tolerance * (fabsl(want) + 1)) return;
      if (failures++ == 0) printf("FAIL:");
      if (failures < 6) printf(" %s[%d] is %.12g instead of %.12Lg;", what, k, got, want);
    }

    // The scalar function that is differentiated: the result and the memory left behind, weighted by the seeds.
    static long double wide(const long double *in) {
      long double x[MOST], y[MOST];
      trace = 0;
      for (int i = 0; i < now->n; i++) x[i] = in[i];
      for (int i = 0; i < now->m; i++) y[i] = in[now->n + i];
      long double sum = now->wide(x, now->n, y, now->m, in[now->n + now->m]);
      for (int i = 0; i < now->n; i++) sum += now->seeds[i] * x[i];
      for (int i = 0; i < now->m; i++) sum += now->seeds[now->n + i] * y[i];
      return sum;
    }

    static long double wide_near(int k, long double h) {
      long double in[MOST];
      for (int i = 0; i <= now->n + now->m; i++)
        in[i] = now->at[i] + (k < 0 ? h * (i * k % 2 ? 1 : -1) : i == k ? h : 0);
      return wide(in);
    }

    static double narrow(const double *in, double *x, double *y) {
      memcpy(x, in, sizeof(double) * now->n);
      memcpy(y, in + now->n, sizeof(double) * now->m);
      double sum = now->f(x, now->n, y, now->m, in[now->n + now->m]);
      for (int i = 0; i < now->n; i++) sum += now->seeds[i] * x[i];
      for (int i = 0; i < now->m; i++) sum += now->seeds[now->n + i] * y[i];
      return sum;
    }

    static double start(double *x, double *y) {
      memcpy(x, now->at, sizeof(double) * now->n);
      memcpy(y, now->at + now->n, sizeof(double) * now->m);
      return now->at[now->n + now->m];
    }

    static void reverse(double *gradient, double *x, double *y) {
      int count = now->n + now->m + 1;
      if (now->reverse) {
        double s = start(x, y);
        memcpy(gradient, now->seeds, sizeof(double) * (count - 1));
        now->reverse(gradient, x, y, s);
        return;
      }
      for (int k = 0; k < count; k++) {
        double in[MOST], d[2], h = 1e-4;
        for (int r = 0; r < 2; r++, h /= 2) {
          memcpy(in, now->at, sizeof(double) * count);
          in[k] = now->at[k] + h;
          double up = narrow(in, x, y);
          in[k] = now->at[k] - h;
          d[r] = (up - narrow(in, x, y)) / (2 * h);
        }
        gradient[k] = (4 * d[1] - d[0]) / 3;
      }
      narrow(now->at, x, y);
    }

    static double forward(int k, double *x, double *y) {
      double v[MOST] = {0}, s = start(x, y);
      v[k] = 1;
      double tangent = now->forward(v, x, y, s);
      for (int i = 0; i < now->n + now->m; i++) tangent += now->seeds[i] * v[i];
      return tangent;
    }

    static Two forward_two(int k, double *x, double *y) {
      double v[MOST] = {0}, w[MOST] = {0}, s = start(x, y);
      v[k] = w[(k + 1) % (now->n + now->m + 1)] = 1;
      Two t = now->two(v, w, x, y, s);
      for (int i = 0; i < now->n + now->m; i++) t.first += now->seeds[i] * v[i], t.second += now->seeds[i] * w[i];
      return t;
    }

    // Second derivatives along one variable, by both orders of the modes and by differences of gradients.
    static void check_hessian(int k) {
      int count = now->n + now->m + 1;
      double v[MOST] = {0}, over[MOST] = {0}, under[MOST] = {0}, d[2][MOST], h = 1e-4;
      v[k] = 1;
      now->hessian(now->at, v, over, under);
      for (int r = 0; r < 2; r++, h /= 2) {
        double in[MOST], up[MOST], down[MOST];
        memcpy(in, now->at, sizeof(double) * count);
        in[k] = now->at[k] + h, now->gradient(in, up);
        in[k] = now->at[k] - h, now->gradient(in, down);
        for (int i = 0; i < count; i++) d[r][i] = (up[i] - down[i]) / (2 * h);
      }
      for (int i = 0; i < count; i++) {
        double want = (4 * d[1][i] - d[0][i]) / 3;
        if (!(fabs(d[1][i] - d[0][i]) <= 1e-5 * (1 + fabs(want))) || fabs(want) > 1e4) continue;
        expect("second derivative", i, over[i], want, 1e-5);
        expect("second derivative, the other way", i, under[i], over[i], 1e-8);
      }
    }

    static void check_one(int k, const double *gradient, double *x, double *y, double tolerance) {
      expect("forward", k, forward(k, x, y), gradient[k], tolerance);
      if (now->two) {
        Two two = forward_two(k, x, y);
        expect("first of two", k, two.first, gradient[k], tolerance);
        expect("second of two", k, two.second, forward((k + 1) % (now->n + now->m + 1), x, y), tolerance);
      }
      if (now->hessian) check_hessian(k);
    }

    static void check_extra(const double *gradient, double *x, double *y, double tolerance) {
      int count = now->n + now->m + 1;
      double other[MOST], s = start(x, y);
      memcpy(other, now->seeds, sizeof(double) * (count - 1));
      other[count - 1] = gradient[count - 1];
      now->extra(other, x, y, s);
      for (int k = 0; k < count; k++)
        if (isfinite(gradient[k])) expect("other request", k, other[k], gradient[k], tolerance);
    }

    // Returns how many of the derivatives could be checked; less than none where the program cannot.
    static int check(void) {
      int single = now->single, count = now->n + now->m + 1, checked = 0, unstable = 0;
      // Compilers fold calls with constant arguments to another last digit than the library; optimisation may not show.
      double agreement = single ? 2e-4 : 1e-9, differences = single ? 2e-3 : 1e-6, unchanged = single ? 2e-6 : 1e-12;
      double x[MOST], y[MOST], plain_x[MOST], plain_y[MOST], gradient[MOST];
      double value = narrow(now->at, plain_x, plain_y);
      doubtful = 0;
      long double exact = wide_near(0, 0);
      if (single && doubtful) return -1;
      unsigned long long base = trace;
      for (int k = -2; k < 0; k++)
        for (int sign = -1; sign < 2; sign += 2) unstable |= !isfinite((double)wide_near(k, sign * 1e-4L)) | (trace != base);
      if (unstable || !isfinite((double)exact)) return -1;
      expect("value", 0, value, exact, single ? 1e-3 : 1e-9);
      reverse(gradient, x, y);
      for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < now->n; i++) expect("x afterwards", i, x[i], plain_x[i], unchanged);
        for (int i = 0; i < now->m; i++) expect("y afterwards", i, y[i], plain_y[i], unchanged);
        if (now->extra) check_extra(gradient, x, y, agreement);
      }
      for (int k = 0; k < count; k++) {
        long double d[2], h = 1e-4L;
        int same = 1;
        for (int r = 0; r < 2; r++, h /= 2) {
          long double up = wide_near(k, h);
          same &= trace == base;
          d[r] = (up - wide_near(k, -h)) / (2 * h);
          same &= trace == base;
        }
        long double want = (4 * d[1] - d[0]) / 3;
        if (!same || !(fabsl(d[1] - d[0]) <= 1e-5L * (1 + fabsl(want))) || fabsl(want) > 1e4L) continue;
        checked++;
        if (now->reverse || !single) expect("gradient", k, gradient[k], want, differences);
        if (!now->reverse) continue;
        check_one(k, gradient, x, y, agreement);
        for (int i = 0; i < now->n; i++) expect("x after forward", i, x[i], plain_x[i], unchanged);
        for (int i = 0; i < now->m; i++) expect("y after forward", i, y[i], plain_y[i], unchanged);
      }
      return checked;
    }

    int main(int count, char **arguments) {
      int wrong = 0;
      for (size_t i = count > 1 ? (size_t)atoi(arguments[1]) : 0; i < sizeof cases / sizeof *cases; i++) {
        now = cases[i];
        failures = 0;
        printf("%llu: ", now->seed);
        fflush(stdout);
        int checked = check();
        if (checked < 0) printf("ok (skipped: at a kink or not finite)");
        else if (failures == 0) printf("ok (%d of %d)", checked, now->n + now->m + 1);
        printf("\n");
        fflush(stdout);
        wrong |= failures;
      }
      return wrong != 0;
    }

    """#
}

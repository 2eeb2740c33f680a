// The `main` of a generated C program: reverse against forward against differences in long double.

extension Program {
  /// The whole C program: the functions, the same functions in long double, and the checks.
  public func cText() -> String {
    let count = x.count + y.count + 1
    let inputs = (x + y + [s]).map { "\($0)" }.joined(separator: ", ")
    let seeds = (0..<count - 1).map { "\(0.5 + 0.25 * Double($0 % 4) - 0.125 * Double($0 % 3))" }
    return """
      // Program \(seed). Prints ok and exits with 0 when every derivative is right; -DNO_AD checks the program itself.
      #include <math.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      \(CRenderer.text(of: self, isWide: false))
      // The same in long double, with a trace of every decision that depends on a real.
      \(Self.tracing)
      \(CRenderer.text(of: self, isWide: true))
      enum { N = \(x.count), M = \(y.count), ALL = N + M + 1 };
      static const double at[ALL] = {\(inputs)};
      static const double seeds[N + M] = {\(seeds.joined(separator: ", "))};

      #define WIDTH \(checksWidth ? 1 : 0)
      #define SINGLE \(usesSingle ? 1 : 0)
      #define REVERSE_FORWARD \(usesSingle ? "2e-4" : "1e-9")
      #define DIFFERENCES \(usesSingle ? "2e-3" : "1e-6")
      // Compilers fold calls with constant arguments to another last digit than the library's; optimisation may not show.
      #define UNCHANGED \(usesSingle ? "2e-6" : "1e-12")
      #define PRIMAL_WIDE \(usesSingle ? "1e-3" : "1e-9")

      \(Self.checks)
      """
  }

  private static let tracing = """
    static unsigned long long trace;
    static int seen(int value) { trace = trace * 1099511628211u + (unsigned)value + 1; return value; }
    static long double fabs_seen(long double a) { seen((a > 0) - (a < 0)); return fabsl(a); }
    static long double fmax_seen(long double a, long double b) { seen((a > b) - (a < b)); return fmaxl(a, b); }
    static long double fmin_seen(long double a, long double b) { seen((a > b) - (a < b)); return fminl(a, b); }
    static long double fdim_seen(long double a, long double b) { seen((a > b) - (a < b)); return fdiml(a, b); }
    static long double floor_seen(long double a) { seen((int)floorl(a)); return floorl(a); }
    static long double fmod_seen(long double a, long double b) { seen((int)(a / b)); return fmodl(a, b); }
    static long double copysign_seen(long double a, long double b) {
      seen((a > 0) - (a < 0)), seen((b > 0) - (b < 0));
      return copysignl(a, b);
    }
    """

  private static let checks = #"""
    // The scalar function that is differentiated: the result and the memory left behind, weighted by the seeds.
    static long double wide(const long double *in) {
      long double x[N], y[M];
      trace = 0;
      for (int i = 0; i < N; i++) x[i] = in[i];
      for (int i = 0; i < M; i++) y[i] = in[N + i];
      long double sum = f_w(x, N, y, M, in[N + M]);
      for (int i = 0; i < N; i++) sum += seeds[i] * x[i];
      for (int i = 0; i < M; i++) sum += seeds[N + i] * y[i];
      return sum;
    }

    static long double wide_near(int k, long double h) {
      long double in[ALL];
      for (int i = 0; i < ALL; i++) in[i] = at[i] + (k < 0 ? h * (i * k % 2 ? 1 : -1) : i == k ? h : 0);
      return wide(in);
    }

    static int failures;
    static void expect(const char *what, int k, double got, long double want, double tolerance) {
      if (fabsl(got - want) <= tolerance * (fabsl(want) + 1)) return;
      if (failures++ == 0) printf("FAIL:");
      if (failures < 6) printf(" %s[%d] is %.12g instead of %.12Lg;", what, k, got, want);
    }

    static double narrow(const double *in, double *x, double *y) {
      memcpy(x, in, sizeof(double) * N);
      memcpy(y, in + N, sizeof(double) * M);
      double sum = f(x, N, y, M, in[N + M]);
      for (int i = 0; i < N; i++) sum += seeds[i] * x[i];
      for (int i = 0; i < M; i++) sum += seeds[N + i] * y[i];
      return sum;
    }

    #ifdef NO_AD
    static void reverse(double *gradient, double *x, double *y) {
      for (int k = 0; k < ALL; k++) {
        double in[ALL], d[2], h = 1e-4;
        for (int r = 0; r < 2; r++, h /= 2) {
          memcpy(in, at, sizeof in);
          in[k] = at[k] + h;
          double up = narrow(in, x, y);
          in[k] = at[k] - h;
          d[r] = (up - narrow(in, x, y)) / (2 * h);
        }
        gradient[k] = (4 * d[1] - d[0]) / 3;
      }
      narrow(at, x, y);
    }
    #else
    extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width;
    extern double __enzyme_autodiff(void *, ...);
    extern double __enzyme_fwddiff(void *, ...);

    static void reverse(double *gradient, double *x, double *y) {
      memcpy(x, at, sizeof(double) * N);
      memcpy(y, at + N, sizeof(double) * M);
      memcpy(gradient, seeds, sizeof seeds);
      gradient[N + M] = __enzyme_autodiff((void *)f, enzyme_dup, x, gradient, enzyme_const, N, enzyme_dup, y, gradient + N,
                                          enzyme_const, M, enzyme_out, at[N + M]);
    }

    static double forward(int k, double *x, double *y) {
      double v[ALL] = {0};
      v[k] = 1;
      memcpy(x, at, sizeof(double) * N);
      memcpy(y, at + N, sizeof(double) * M);
      double tangent = __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, N, enzyme_dup, y, v + N, enzyme_const,
                                        M, enzyme_dup, at[N + M], v[N + M]);
      for (int i = 0; i < N + M; i++) tangent += seeds[i] * v[i];
      return tangent;
    }
    #endif
    #if WIDTH && !defined(NO_AD)
    typedef struct { double first, second; } Two;
    extern Two __enzyme_fwddiff_two(void *, ...);

    static Two forward_two(int k, double *x, double *y) {
      double v[ALL] = {0}, w[ALL] = {0};
      v[k] = w[(k + 1) % ALL] = 1;
      memcpy(x, at, sizeof(double) * N);
      memcpy(y, at + N, sizeof(double) * M);
      Two t = __enzyme_fwddiff_two((void *)f, enzyme_width, 2, enzyme_dup, x, v, w, enzyme_const, N, enzyme_dup, y, v + N,
                                   w + N, enzyme_const, M, enzyme_dup, at[N + M], v[N + M], w[N + M]);
      for (int i = 0; i < N + M; i++) t.first += seeds[i] * v[i], t.second += seeds[i] * w[i];
      return t;
    }
    #endif

    int main(void) {
      double x[N], y[M], plain_x[N], plain_y[M], gradient[ALL];
      int checked = 0, unstable = 0;
      double value = narrow(at, plain_x, plain_y);
      long double exact = wide_near(0, 0);
      unsigned long long base = trace;
      for (int k = -2; k < 0; k++)
        for (int sign = -1; sign < 2; sign += 2) unstable |= !isfinite((double)wide_near(k, sign * 1e-4L)) | (trace != base);
      if (unstable || !isfinite((double)exact)) {
        printf("ok (skipped: at a kink or not finite)\n");
        return 0;
      }
      expect("value", 0, value, exact, PRIMAL_WIDE);

      reverse(gradient, x, y);
      for (int i = 0; i < N; i++) expect("x after reverse", i, x[i], plain_x[i], UNCHANGED);
      for (int i = 0; i < M; i++) expect("y after reverse", i, y[i], plain_y[i], UNCHANGED);
      for (int k = 0; k < ALL; k++) {
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
    #if !defined(NO_AD) || !SINGLE
        expect("gradient", k, gradient[k], want, DIFFERENCES);
    #endif
    #ifndef NO_AD
        expect("forward", k, forward(k, x, y), gradient[k], REVERSE_FORWARD);
        for (int i = 0; i < N; i++) expect("x after forward", i, x[i], plain_x[i], UNCHANGED);
        for (int i = 0; i < M; i++) expect("y after forward", i, y[i], plain_y[i], UNCHANGED);
    #if WIDTH
        Two two = forward_two(k, x, y);
        expect("first of two", k, two.first, gradient[k], REVERSE_FORWARD);
        expect("second of two", k, two.second, forward((k + 1) % ALL, x, y), REVERSE_FORWARD);
    #endif
    #endif
      }
      if (failures == 0) printf("ok (%d of %d)", checked, ALL);
      printf("\n");
      return failures != 0;
    }

    """#
}

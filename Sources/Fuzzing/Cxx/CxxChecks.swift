// What surrounds a generated C++ program: numbers that trace decisions, and the checks.

enum CxxChecks {
  /// In front of the program: everything that it includes, and `Traced`, a long double whose comparisons are recorded.
  static let prelude = #"""
    #include <algorithm>
    #include <array>
    #include <cmath>
    #include <cstdio>
    #include <cstring>
    #include <deque>
    #include <functional>
    #include <list>
    #include <map>
    #include <memory>
    #include <numeric>
    #include <optional>
    #include <queue>
    #include <string>
    #include <tuple>
    #include <unordered_map>
    #include <utility>
    #include <variant>
    #include <vector>

    static unsigned long long trace;
    template <class T> static T seen(T value) {
      trace = trace * 1099511628211u + (unsigned)value + 1;
      return value;
    }
    struct Traced {
      long double v;
      Traced(long double v = 0) : v(v) {}
      explicit operator int() const { return seen((int)v); }
      friend Traced operator+(Traced a, Traced b) { return a.v + b.v; }
      friend Traced operator-(Traced a, Traced b) { return a.v - b.v; }
      friend Traced operator*(Traced a, Traced b) { return a.v * b.v; }
      friend Traced operator/(Traced a, Traced b) { return a.v / b.v; }
      friend Traced operator-(Traced a) { return -a.v; }
      Traced &operator+=(Traced b) { v += b.v; return *this; }
      Traced &operator-=(Traced b) { v -= b.v; return *this; }
      Traced &operator*=(Traced b) { v *= b.v; return *this; }
      Traced &operator/=(Traced b) { v /= b.v; return *this; }
      friend bool operator<(Traced a, Traced b) { return seen(a.v < b.v); }
      friend bool operator>(Traced a, Traced b) { return seen(a.v > b.v); }
      friend bool operator<=(Traced a, Traced b) { return seen(a.v <= b.v); }
      friend bool operator>=(Traced a, Traced b) { return seen(a.v >= b.v); }
      friend Traced fabs(Traced a) { return a < 0 ? -a : a; }
      friend Traced fmin(Traced a, Traced b) { return b < a ? b : a; }
      friend Traced fmax(Traced a, Traced b) { return a < b ? b : a; }
      friend Traced sin(Traced a) { return sinl(a.v); }
      friend Traced cos(Traced a) { return cosl(a.v); }
      friend Traced tanh(Traced a) { return tanhl(a.v); }
      friend Traced atan(Traced a) { return atanl(a.v); }
      friend Traced exp(Traced a) { return expl(a.v); }
      friend Traced log(Traced a) { return logl(a.v); }
      friend Traced sqrt(Traced a) { return sqrtl(a.v); }
      friend Traced pow(Traced a, Traced b) { return powl(a.v, b.v); }
      friend Traced hypot(Traced a, Traced b) { return hypotl(a.v, b.v); }
    };

    """#

  /// Behind the program, which has defined `N`, `M`, `at` and `seeds`.
  static let checks = #"""
    enum { COUNT = N + M + 1 };
    static int failures;
    static void expect(const char *what, int k, double got, long double want, double tolerance) {
      if (fabsl(got - want) <= tolerance * (fabsl(want) + 1)) return;
      if (failures++ == 0) printf("FAIL:");
      if (failures < 6) printf(" %s[%d] is %.12g instead of %.12Lg;", what, k, got, want);
    }

    /// The result and the memory left behind, weighted by the seeds.
    template <class R> static R weighted(const std::array<R, COUNT> &in, R *x, R *y) {
      for (int i = 0; i < N; i++) x[i] = in[i];
      for (int i = 0; i < M; i++) y[i] = in[N + i];
      R sum = Program<R>::f(x, N, y, M, in[N + M]);
      for (int i = 0; i < N; i++) sum += seeds[i] * x[i];
      for (int i = 0; i < M; i++) sum += seeds[N + i] * y[i];
      return sum;
    }
    static long double near(int k, long double h) {
      std::array<Traced, COUNT> in;
      for (int i = 0; i < COUNT; i++) in[i] = at[i] + (k < 0 ? h * (i * k % 2 ? 1 : -1) : i == k ? h : 0);
      Traced x[N], y[M];
      trace = 0;
      return weighted<Traced>(in, x, y).v;
    }
    static double plain(double *x, double *y) {
      std::array<double, COUNT> in;
      std::copy(at, at + COUNT, in.begin());
      return weighted<double>(in, x, y);
    }

    #ifndef NO_AD
    extern int enzyme_dup, enzyme_const, enzyme_out;
    extern double __enzyme_autodiff(void *, ...), __enzyme_fwddiff(void *, ...);
    static void reverse(double *gradient, double *x, double *y) {
      std::copy(at, at + N, x), std::copy(at + N, at + N + M, y), std::copy(seeds, seeds + N + M, gradient);
      gradient[N + M] = __enzyme_autodiff((void *)Program<double>::f, enzyme_dup, x, gradient, enzyme_const, N,
                                          enzyme_dup, y, gradient + N, enzyme_const, M, enzyme_out, at[N + M]);
    }
    static double forward(int k, double *x, double *y) {
      double v[COUNT] = {};
      std::copy(at, at + N, x), std::copy(at + N, at + N + M, y);
      v[k] = 1;
      double tangent = __enzyme_fwddiff((void *)Program<double>::f, enzyme_dup, x, v, enzyme_const, N, enzyme_dup, y,
                                        v + N, enzyme_const, M, enzyme_dup, at[N + M], v[N + M]);
      for (int i = 0; i < N + M; i++) tangent += seeds[i] * v[i];
      return tangent;
    }
    #endif

    int main() {
      double x[N], y[M], plain_x[N], plain_y[M], gradient[COUNT] = {};
      double value = plain(plain_x, plain_y);
      long double exact = near(0, 0);
      unsigned long long base = trace;
      bool unstable = !std::isfinite((double)exact);
      for (int k = -2; k < 0; k++)
        for (int sign = -1; sign < 2; sign += 2)
          unstable |= !std::isfinite((double)near(k, sign * 1e-4L)) || trace != base;
      if (unstable) {
        printf("ok (skipped: at a kink or not finite)\n");
        return 0;
      }
      expect("value", 0, value, exact, 1e-9);
    #ifndef NO_AD
      for (int turn = 0; turn < 2; turn++) {
        reverse(gradient, x, y);
        for (int i = 0; i < N; i++) expect("x afterwards", i, x[i], plain_x[i], 1e-12);
        for (int i = 0; i < M; i++) expect("y afterwards", i, y[i], plain_y[i], 1e-12);
      }
    #endif
      int checked = 0;
      for (int k = 0; k < COUNT; k++) {
        long double d[2], h = 1e-4L;
        bool same = true;
        for (int r = 0; r < 2; r++, h /= 2) {
          long double up = near(k, h);
          same = same && trace == base;
          d[r] = (up - near(k, -h)) / (2 * h);
          same = same && trace == base;
        }
        long double want = (4 * d[1] - d[0]) / 3;
        if (!same || !(fabsl(d[1] - d[0]) <= 1e-5L * (1 + fabsl(want))) || fabsl(want) > 1e4L) continue;
        checked++;
    #ifndef NO_AD
        expect("gradient", k, gradient[k], want, 1e-6);
        expect("forward", k, forward(k, x, y), gradient[k], 1e-9);
        for (int i = 0; i < N; i++) expect("x after forward", i, x[i], plain_x[i], 1e-12);
        for (int i = 0; i < M; i++) expect("y after forward", i, y[i], plain_y[i], 1e-12);
    #endif
      }
      if (failures == 0) printf("ok (%d of %d)", checked, (int)COUNT);
      printf("\n");
      return failures != 0;
    }

    """#
}

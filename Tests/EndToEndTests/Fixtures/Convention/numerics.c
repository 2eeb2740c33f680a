// Numerical programs: integrators, factorisations, dynamic programming, statistics.

#include "near.h"
#include <complex.h>
extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
typedef double (*fn)(const double *, int);
static double rk4(const double *p, int n) {
  double y[3] = {p[0], p[1], p[2]}, k[4][3], t[3];
  for (int s = 0; s < 50; s++) {
    for (int st = 0; st < 4; st++) {
      double c = st == 0 ? 0 : st == 3 ? .02 : .01;
      for (int i = 0; i < 3; i++) t[i] = y[i] + (st ? c * k[st - 1][i] : 0);
      k[st][0] = p[3] * (t[1] - t[0]);
      k[st][1] = t[0] * (p[4] - t[2]) - t[1];
      k[st][2] = t[0] * t[1] - p[5] * t[2];
    }
    for (int i = 0; i < 3; i++) y[i] += .02 / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
  }
  return y[0] + y[1] * y[2];
}
static double heat(const double *p, int n) {
  double u[20] = {0}, v[20];
  for (int i = 0; i < 20; i++) u[i] = p[i % n] * i;
  for (int t = 0; t < 30; t++) {
    for (int i = 1; i < 19; i++) v[i] = u[i] + .1 * p[0] * (u[i - 1] - 2 * u[i] + u[i + 1]);
    v[0] = v[19] = p[1];
    memcpy(u, v, sizeof u);
  }
  double s = 0;
  for (int i = 0; i < 20; i++) s += u[i] * u[i];
  return s;
}
static double nbody(const double *p, int n) {
  struct B {
    double x[3], v[3], m;
  } b[3];
  for (int i = 0; i < 3; i++) {
    for (int d = 0; d < 3; d++) b[i].x[d] = p[(i + d) % n] + i * (d + 1), b[i].v[d] = .1 * d;
    b[i].m = p[i] + 1;
  }
  for (int t = 0; t < 10; t++) {
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        if (i != j) {
          double r2 = .01;
          for (int d = 0; d < 3; d++) {
            double dx = b[j].x[d] - b[i].x[d];
            r2 += dx * dx;
          }
          double w = b[j].m / (r2 * sqrt(r2));
          for (int d = 0; d < 3; d++) b[i].v[d] += .01 * w * (b[j].x[d] - b[i].x[d]);
        }
    for (int i = 0; i < 3; i++)
      for (int d = 0; d < 3; d++) b[i].x[d] += .01 * b[i].v[d];
  }
  double e = 0;
  for (int i = 0; i < 3; i++)
    for (int d = 0; d < 3; d++) e += b[i].m * b[i].v[d] * b[i].v[d] + b[i].x[d];
  return e;
}
static double lu(const double *p, int n) {
  double a[6][6];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) a[i][j] = sin(p[i] * (j + 1)) + (i == j) * 2 * p[j];
  double det = 1;
  for (int k = 0; k < n; k++) {
    int m = k;
    for (int i = k + 1; i < n; i++)
      if (fabs(a[i][k]) > fabs(a[m][k])) m = i;
    if (m != k) {
      for (int j = 0; j < n; j++) {
        double t = a[k][j];
        a[k][j] = a[m][j];
        a[m][j] = t;
      }
      det = -det;
    }
    det *= a[k][k];
    for (int i = k + 1; i < n; i++) {
      a[i][k] /= a[k][k];
      for (int j = k + 1; j < n; j++) a[i][j] -= a[i][k] * a[k][j];
    }
  }
  return det;
}
static double dp(const double *p, int n) {
  double d[7][7];
  for (int i = 0; i <= n; i++)
    for (int j = 0; j <= n; j++)
      if (!i || !j) d[i][j] = i + j ? 1e3 : 0;
      else {
        double m = d[i - 1][j - 1];
        if (d[i - 1][j] < m) m = d[i - 1][j];
        if (d[i][j - 1] < m) m = d[i][j - 1];
        d[i][j] = m + fabs(p[i - 1] - 1.1 * p[n - j] * p[j - 1]);
      }
  return d[n][n];
}
static double knap(const double *p, int n) {
  double best[11] = {0};
  for (int i = 0; i < n; i++)
    for (int w = 10; w >= i + 1; w--) best[w] = fmax(best[w], best[w - i - 1] + p[i] * p[i]);
  return best[10];
}
static void fftr(double complex *x, int n) {
  if (n == 1) return;
  double complex e[n / 2], o[n / 2];
  for (int i = 0; i < n / 2; i++) e[i] = x[2 * i], o[i] = x[2 * i + 1];
  fftr(e, n / 2);
  fftr(o, n / 2);
  for (int k = 0; k < n / 2; k++) {
    double complex t = (cos(2 * M_PI * k / n) - I * sin(2 * M_PI * k / n)) * o[k];
    x[k] = e[k] + t;
    x[k + n / 2] = e[k] - t;
  }
}
static double fft(const double *p, int n) {
  double complex x[8];
  for (int i = 0; i < 8; i++) x[i] = p[i % n] * (i + 1);
  fftr(x, 8);
  double s = 0;
  for (int i = 0; i < 8; i++) s += (creal(x[i]) * creal(x[i]) + 2 * cimag(x[i]) * cimag(x[i])) * (i + 1);
  return s;
}
static double kmeans(const double *p, int n) {
  double c[2] = {p[0], p[3]};
  for (int t = 0; t < 4; t++) {
    double s[2] = {0};
    int m[2] = {0};
    for (int i = 0; i < n; i++) {
      int b = fabs(p[i] - c[0]) < fabs(p[i] - c[1]) ? 0 : 1;
      s[b] += p[i];
      m[b]++;
    }
    for (int b = 0; b < 2; b++)
      if (m[b]) c[b] = s[b] / m[b];
  }
  double l = 0;
  for (int i = 0; i < n; i++) {
    double a = (p[i] - c[0]) * (p[i] - c[0]), b = (p[i] - c[1]) * (p[i] - c[1]);
    l += a < b ? a : b;
  }
  return l;
}
static double gmm(const double *p, int n) {
  double data[] = {.1, .9, 1.4, 2.2, -.3}, l = 0;
  for (int i = 0; i < 5; i++) {
    double mx = -1e300, z[2];
    for (int k = 0; k < 2; k++) {
      double q = (data[i] - p[k]) * exp(p[2 + k]);
      z[k] = p[4 + k] + p[2 + k] - .5 * q * q;
      if (z[k] > mx) mx = z[k];
    }
    l += mx + log(exp(z[0] - mx) + exp(z[1] - mx));
  }
  return l;
}
static double lstm(const double *p, int n) {
  double h[2] = {0}, c[2] = {0};
  for (int t = 0; t < 8; t++) {
    double nh[2];
    for (int j = 0; j < 2; j++) {
      double x = sin(t), f = 1 / (1 + exp(-(p[0] * x + p[1] * h[j]))), i = 1 / (1 + exp(-(p[2] * x + p[3] * h[1 - j]))),
             g = tanh(p[4] * x + p[5] * h[j]);
      c[j] = f * c[j] + i * g;
      nh[j] = tanh(c[j]) * f;
    }
    memcpy(h, nh, sizeof h);
  }
  return h[0] + 2 * h[1];
}
static unsigned long long seed;
static double rnd(void) {
  seed = seed * 6364136223846793005ull + 1442695040888963407ull;
  return (double)(seed >> 11) / 9007199254740992.0;
}
static double mc(const double *p, int n) {
  seed = 42;
  double s = 0;
  for (int i = 0; i < 100; i++) {
    double S = p[0] + 5;
    for (int t = 0; t < 5; t++) {
      double u = rnd(), v = rnd();
      S *= exp((p[1] - p[2] * p[2] / 2) * .2 + p[2] * .4 * sqrt(-2 * log(u + 1e-9)) * cos(6.283185307 * v));
    }
    s += S > p[3] + 4 ? S - p[3] - 4 : 0;
  }
  return s / 100 * exp(-p[1]);
}
static void cs(double *a, double *b) {
  double x = *a, y = *b;
  *a = fmin(x, y);
  *b = fmax(x, y);
}
static double sortnet(const double *p, int n) {
  double a[6];
  memcpy(a, p, sizeof a);
  for (int i = 0; i < 6; i++)
    for (int j = i & 1; j + 1 < 6; j += 2) cs(&a[j], &a[j + 1]);
  double s = 0;
  for (int i = 0; i < 6; i++) s += a[i] * a[i] * (i + 1);
  return s;
}
static double logis(const double *p, int n) {
  double x = .3;
  int k = 0;
  while (k < 25 && x < .999) {
    x = p[0] * 3 * x * (1 - x);
    k++;
  }
  return x * p[1];
}
static double mandel(const double *p, int n) {
  double complex z = 0, c = p[0] * .3 + I * p[1] * .2;
  for (int i = 0; i < 12; i++) {
    if (cabs(z) > 2) break;
    z = z * z + c;
  }
  return creal(z) * cimag(z);
}
static double jacobi(const double *p, int n) {
  double x[6] = {0}, y[6];
  for (int it = 0; it < 40; it++) {
    double e = 0;
    for (int i = 0; i < 6; i++) {
      double s = p[i];
      for (int j = 0; j < 6; j++)
        if (j != i) s -= .1 * p[(i + j) % 6] * x[j];
      y[i] = s / (2 + p[i]);
      e += fabs(y[i] - x[i]);
    }
    for (int i = 0; i < 6; i++) x[i] = y[i];
    if (e < 1e-13) break;
  }
  double t = 0;
  for (int i = 0; i < 6; i++) t += x[i] * x[i] * i;
  return t;
}
int main() {
  fn f[] = {rk4, heat, nbody, lu, dp, knap, fft, kmeans, gmm, lstm, mc, sortnet, logis, mandel, jacobi};
  double p[6] = {.8, 1.7, .5, 1.2, .9, 1.35};
#define T(F)                                                                                                           \
  {                                                                                                                    \
    double d[6] = {0}, v[6] = {1, -.5, .3, .2, 1.1, -2}, t = 0;                                                        \
    __enzyme_autodiff((void *)F, enzyme_dup, p, d, enzyme_const, 6);                                                   \
    for (int i = 0; i < 6; i++) {                                                                                      \
      double q[6], h = 1e-5;                                                                                           \
      memcpy(q, p, 48);                                                                                                \
      q[i] += h;                                                                                                       \
      double a = F(q, 6);                                                                                              \
      q[i] -= 2 * h;                                                                                                   \
      a = (a - F(q, 6)) / 2 / h;                                                                                       \
      NEARF(d[i], a);                                                                                                  \
      t += d[i] * v[i];                                                                                                \
    }                                                                                                                  \
    NEAR(__enzyme_fwddiff((void *)F, enzyme_dup, p, v, enzyme_const, 6), t);                                           \
  }
  T(rk4)
  T(heat) T(nbody) T(lu) T(dp) T(knap) T(fft) T(kmeans) T(gmm) T(lstm) T(mc) T(sortnet) T(logis) T(mandel) T(jacobi)
      DONE;
}

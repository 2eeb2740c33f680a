// Recursion, loops, switches and jumps of many shapes.

#include "near.h"
#include <stdint.h>
#include <stdbool.h>
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double ack(double x, int m) { return m <= 0 ? x : ack(x * 1.1 + ack(x * .5, m - 3), m - 1); }
double even(double x, int n);
double odd(double x, int n) { return n ? even(x * x, n - 1) : x; }
double even(double x, int n) { return n ? odd(sin(x), n - 1) + x : 2 * x; }
double mo(double x, int n) { return even(x, n); }
double coll(double x, int n) {
  int k = 0;
  while (n != 1) {
    n = n & 1 ? 3 * n + 1 : n >> 1;
    x = n & 1 ? x * 1.01 : x + .01 * x * x;
    if (++k > 100) goto out;
  }
out:
  return x;
}
double gray(double x, int n) {
  double s = 0;
  for (uint8_t i = 0; i < n; i++) {
    uint8_t g = i ^ (i >> 1);
    for (int b = 0; b < 8; b++)
      if (g >> b & 1) s += pow(x, b);
      else s -= x * b;
  }
  return s;
}
double rpn(double x, int n) {
  const char *p = "x2*x+x*3-";
  double st[8];
  int sp = 0;
  for (; *p; p++) switch (*p) {
    case 'x':
      st[sp++] = x;
      break;
    case '+':
      sp--;
      st[sp - 1] += st[sp];
      break;
    case '-':
      sp--;
      st[sp - 1] -= st[sp];
      break;
    case '*':
      sp--;
      st[sp - 1] *= st[sp];
      break;
    default:
      st[sp++] = *p - '0';
    }
  return st[0] * n;
}
double hanoi_(double *pegs, int n, int a, int b, int c) {
  if (!n) return 0;
  double r = hanoi_(pegs, n - 1, a, c, b);
  pegs[c] += pegs[a] * .1;
  pegs[a] *= .9;
  return r + pegs[b] + hanoi_(pegs, n - 1, b, a, c);
}
double hanoi(double x, int n) {
  double p[3] = {x, x * x, 1};
  double r = hanoi_(p, n, 0, 1, 2);
  return r + p[0] * p[1] * p[2];
}
double bisect(double x, int n) {
  double lo = 0, hi = 4;
  for (int i = 0; i < 60; i++) {
    double m = .5 * (lo + hi);
    if (m * m * m < x) lo = m;
    else hi = m;
  }
  double r = .5 * (lo + hi);
  return r - (r * r * r - x) / (3 * r * r) + n;
}
double horner(double x, int n) {
  double c[20], r = 0;
  for (int i = 0; i < n; i++) c[i] = 1. / (i + 1);
  do r = r * x + c[--n];
  while (n);
  return r;
}
double tri(double x, int n) {
  double p[12][12] = {{0}};
  for (int i = 0; i < n; i++) {
    p[i][0] = p[i][i] = x;
    for (int j = 1; j < i; j++) p[i][j] = p[i - 1][j - 1] + x * p[i - 1][j];
  }
  return p[n - 1][n / 2];
}
double dowhile(double x, int n) {
  double y = 1, e;
  int k = 0;
  do {
    double z = .5 * (y + x / y);
    e = fabs(z - y);
    y = z;
  } while (e > 1e-15 && ++k < n * 10);
  return y;
}
double cf(double x, int n) {
  double r = 0;
  for (int i = n; i > 0; i--) r = i * x / (2 * i + 1 + r);
  return 1 / (1 + r);
}
double sel(double x, int n) {
  bool f = false;
  double best = -1e9;
  for (int i = 0; i < n; i++) {
    double v = sin(x * i);
    if (v > best) best = v, f = !f;
  }
  return f ? best : -best;
}
double perm(double x, int n) {
  double a[6];
  int p[6];
  for (int i = 0; i < 6; i++) a[i] = x * (i + 1), p[i] = (i * 5 + 1) % 6;
  for (int t = 0; t < n; t++) {
    double b[6];
    for (int i = 0; i < 6; i++) b[p[i]] = a[i] + .1 * a[p[i]];
    for (int i = 0; i < 6; i++) a[i] = b[i];
  }
  return a[0] * a[3];
}
double sieve(double x, int n) {
  char c[100] = {0};
  double s = 0;
  for (int i = 2; i < 100; i++)
    if (!c[i]) {
      s += x / i;
      for (int j = 2 * i; j < 100; j += i) c[j] = 1;
    }
  return s * x * n;
}
int main() {
#define T(f, x0, n)                                                                                                    \
  {                                                                                                                    \
    double x = x0, h = 1e-4, w = (8 * (f(x + h, n) - f(x - h, n)) - f(x + 2 * h, n) + f(x - 2 * h, n)) / 12 / h;       \
    NEAR(__enzyme_autodiff((void *)f, x, n), w);                                                                       \
    NEAR(__enzyme_fwddiff((void *)f, x, 1., n), w);                                                                    \
  }
  T(ack, .3, 9)
  T(mo, .7, 7) T(coll, .5, 27) T(gray, .9, 40) T(rpn, 1.3, 2) T(hanoi, .8, 5) T(horner, .7, 15) T(tri, 1.1, 9)
      T(dowhile, 2.3, 5) T(cf, .6, 12) T(sel, .37, 11) T(perm, .9, 7) T(sieve, 1.7, 2)
          NEARF(__enzyme_autodiff((void *)bisect, 5., 1), pow(5, -2. / 3) / 3);
  DONE;
}

// Arithmetic on the bits of numbers: signs, exponents and mantissas by masks, rounding by large constants, and functions
// made of them.
#include "check.hpp"
#include <cstdint>
#include <cstring>

static uint64_t bits(double x) {
  uint64_t b;
  memcpy(&b, &x, 8);
  return b;
}
static double number(uint64_t b) {
  double x;
  memcpy(&x, &b, 8);
  return x;
}
static double copySign(double x, double y) { return number((bits(x) & ~(1ull << 63)) | (bits(y) & (1ull << 63))); }
static double scaled(double x, int k) { return number(bits(x) + ((uint64_t)k << 52)); }
static double flipped(double x, int s) { return number(bits(x) ^ (uint64_t)(s & 1) << 63); }
static double mantissa(double x, int *e) {
  *e = (int)((bits(x) >> 52) & 0x7ff) - 1022;
  return number((bits(x) & 0x800fffffffffffffull) | 0x3fe0000000000000ull);
}
static double inverseRoot(double x) {
  double y = number(0x5fe6eb50c7b537a9 - (bits(x) >> 1));
  for (int k = 0; k < 4; k++) y = y * (1.5 - x * 0.5 * y * y);
  return y;
}
static double exponential(double x) {
  const double shift = 6755399441055744.0;
  double t = x * 1.4426950408889634 + shift, r = x - (t - shift) * 0.6931471805599453, p = 1;
  for (int i = 13; i > 0; i--) p = 1 + p * r / i;
  return p * number((bits(t) + 1023) << 52);
}
static double logarithm(double x) {
  int64_t e = (int64_t)(bits(x) >> 52) - 1023;
  double m = number((bits(x) & 0xfffffffffffffull) | 0x3ff0000000000000ull);
  if (m > 1.41421356) m *= 0.5, e++;
  double s = (m - 1) / (m + 1), z = s * s, p = 0;
  for (int i = 21; i > 0; i -= 2) p = p * z + 1.0 / i;
  return 2 * s * p + e * 0.6931471805599453;
}
// Converted, chosen and converted back: that is no bits.
static double fraction(double x) {
  unsigned long whole = x < 9 ? (unsigned long)x : 2;
  return x - (double)whole;
}
static double f(const double *x, int n) {
  int e;
  double sum = mantissa(x[1] * 13, &e) * x[2] + 0.5 * e;
  sum += copySign(x[0] * x[1], x[2]) + scaled(x[1], 3) * x[0] + flipped(x[3], 1) * x[0] + flipped(x[2], (int)(x[1] * 4));
  for (int i = 0; i < n; i++) {
    sum += fraction(x[i] * 5.1 + 4) * x[i] + exponential(x[i] * (i + 1)) + logarithm(x[i] * x[i] * 7 + 0.2);
  }
  return sum + inverseRoot(1 + x[2] * x[2]);
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

// Bits of numbers in memory, in loops and beside choices: what is an integer to the compiler until it is used.
#include "check.hpp"
#include <cstdint>
#include <cstring>
static void flip(double *p, int n) {
  for (int i = 0; i < n; i += 2) {
    uint64_t b;
    memcpy(&b, p + i, 8);
    b ^= 1ull << 63;
    memcpy(p + i, &b, 8);
  }
}
static double doubledLargest(const double *x, int n) {
  uint64_t best = 0;
  for (int i = 0; i < n; i++) {
    uint64_t b;
    memcpy(&b, x + i, 8);
    b &= ~(1ull << 63);
    b += 1ull << 52;
    if (b > best) best = b;
  }
  double result;
  memcpy(&result, &best, 8);
  return result;
}
static double f(const double *x, int n) {
  double y[4], z[4], sum = 0;
  for (int i = 0; i < n; i++) {
    y[i] = x[i] * x[(i + 1) % n];
    uint64_t b;
    memcpy(&b, x + i, 8);
    b ^= i % 2 ? 1ull << 63 : 0;
    memcpy(z + i, &b, 8);
  }
  flip(y, n);
  for (int i = 0; i < n; i++) sum += y[i] * (i + 1) * x[i] + z[i] * z[i] * z[i];
  return sum * doubledLargest(x, n);
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

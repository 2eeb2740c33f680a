// An exception that leaves a derivative takes the tape with it: memory in use does not grow with the number of calls.
#include "check.hpp"
#include <malloc.h>
#include <stdexcept>

__attribute__((noinline)) static double step(double x, double *w, int i) {
  if (x > 5) throw std::runtime_error("too large");
  w[i] *= std::sin(x);
  return w[i] * x;
}

static double f(const double *x, int n, double *w) {
  double sum = 0;
  for (int k = 0; k < 4000; k++)
    for (int i = 0; i < n; i++) sum += step(x[i] + k * 0.001, w, i);
  return sum;
}

static size_t inUse() {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

int main() {
  double x[2] = {0.3, 2.2}, dx[2] = {}, w[2] = {1, 1}, dw[2] = {};
  int caught = 0;
  size_t before = 0;
  for (int round = 0; round < 20; round++) {
    if (round == 1) before = inUse();
    try {
      __enzyme_autodiff<void>((void *)f, enzyme_dup, x, dx, enzyme_const, 2, enzyme_dup, w, dw);
    } catch (const std::runtime_error &) {
      caught++;
    }
  }
  size_t growth = inUse() - before;
  bool isFine = caught == 20 && growth < 50000;
  std::printf(isFine ? "ok\n" : "FAIL %d exceptions, %zu bytes more\n", caught, growth);
  return !isFine;
}

// A program's own `operator new`: what it makes for shadows goes back to its own `operator delete`.
// (not for valgrind, which has operators of its own)
#include "check.hpp"
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

static long live = 0;

// Blocks begin after a header, so that `free` could not take them.
static void *take(std::size_t size) {
  auto *block = static_cast<long *>(std::malloc(size + 32));
  if (!block) throw std::bad_alloc();
  block[0] = 0x6e61626c61;
  live++;
  return block + 4;
}

static void giveBack(void *memory) {
  if (!memory) return;
  long *block = static_cast<long *>(memory) - 4;
  if (block[0] != 0x6e61626c61) std::abort();
  live--;
  std::free(block);
}

void *operator new(std::size_t size) { return take(size); }
void *operator new[](std::size_t size) { return take(size); }
void operator delete(void *memory) noexcept { giveBack(memory); }
void operator delete(void *memory, std::size_t) noexcept { giveBack(memory); }
void operator delete[](void *memory) noexcept { giveBack(memory); }
void operator delete[](void *memory, std::size_t) noexcept { giveBack(memory); }

static double f(const double *x, int n) {
  std::vector<double> squares;
  for (int i = 0; i < n; i++) squares.push_back(x[i] * x[i]);
  auto products = std::make_unique<double[]>(n);
  for (int i = 0; i < n; i++) products[i] = squares[i] * squares[(i + 1) % n];
  double *first = new double(products[0]);
  double sum = *first;
  delete first;
  for (int i = 0; i < n; i++) sum += products[i];
  return sum;
}

int main() {
  const double x[] = {0.3, 1.2, -0.7, 0.9};
  double dx[4] = {}, v[4] = {1, 0.625, 0.25, -0.125};
  long before = live;
  __enzyme_autodiff<void>((void *)f, enzyme_dup, x, dx, enzyme_const, 4);
  double tangent = __enzyme_fwddiff<double>((void *)f, enzyme_dup, x, v, enzyme_const, 4);
  if (live != before) {
    std::printf("FAIL: %ld blocks are left\n", live - before);
    return 1;
  }
  return check(f, x, 4, dx, tangent);
}

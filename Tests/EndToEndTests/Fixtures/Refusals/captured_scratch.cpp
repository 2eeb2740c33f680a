// A lambda that captures its scratch memory by reference.
// expect: captured_scratch.cpp:10:56: error: cannot differentiate a number with a derivative that is stored into something constant
// expect: in 'run(std::vector<double, std::allocator<double>>&, std::vector<double, std::allocator<double>> const&)'
// expect: store it into a variable of the function itself
#include <cstdio>
#include <nabla/nabla.hpp>
#include <vector>

__attribute__((noinline)) double run(std::vector<double> &scratch, const std::vector<double> &x) {
  for (size_t i = 0; i < x.size(); i++) scratch[i % 2] += scratch[1] * x[i];
  return scratch[0];
}

int main() {
  std::vector<double> x{3, 2}, scratch{1, 2};
  auto gradient = nabla::gradient([&](const std::vector<double> &x) { return run(scratch, x); }, x);
  std::printf("%g %g\n", gradient[0], gradient[1]);
}

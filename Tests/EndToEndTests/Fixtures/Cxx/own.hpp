// Shared by programs that know their derivatives and do not need `check.hpp`.
#pragma once
#include <cmath>
#include <cstdio>

extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width, enzyme_vector, enzyme_scalar, enzyme_buffer;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_fwddiff(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_batch(Arguments...);

inline int failures;

inline void expect(const char *what, double got, double want, double tolerance = 1e-6) {
  if (std::fabs(got - want) <= tolerance * (1 + std::fabs(want))) return;
  std::printf("FAIL %s: %.12g instead of %.12g\n", what, got, want);
  failures++;
}

/// Prints the verdict and is the exit code of `main`.
inline int verdict() {
  if (failures == 0) std::printf("ok\n");
  return failures != 0;
}

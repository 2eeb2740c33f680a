// std::map with numbers as values: insertion, search, removal, iteration.
#include "check.hpp"
#include <map>
double f(const double *x, int n) {
  std::map<int, double> m;
  for (int i = 0; i < 3 * n; i++) m[(i * 7) % 5] += x[i % n] * x[(i + 1) % n];
  double s = 0;
  for (auto &[k, v] : m) s += k * v * v;
  auto it = m.find(2);
  if (it != m.end()) s *= it->second;
  m.erase(3);
  for (auto &kv : m) s += std::sin(kv.second);
  return s;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

// The algorithms of the standard library over vectors.
#include "check.hpp"
#include <algorithm>
#include <numeric>
#include <vector>
double f(const double *x, int n) {
  std::vector<double> v(x, x + n), w(n), idx(n);
  std::transform(v.begin(), v.end(), w.begin(), [](double a) { return a * a + 1; });
  double s = std::accumulate(w.begin(), w.end(), 0.0);
  s += std::inner_product(v.begin(), v.end(), w.begin(), 0.0);
  std::for_each(v.begin(), v.end(), [&](double &a) { a *= s; });
  std::sort(v.begin(), v.end());
  s += v[0] * 2 + v[1] * 3 + v[2] * 5;
  std::partial_sum(v.begin(), v.end(), w.begin());
  s += w.back() + *std::max_element(w.begin(), w.end());
  std::reverse(w.begin(), w.end());
  std::rotate(w.begin(), w.begin() + 1, w.end());
  s += w[0] * w[1];
  std::iota(idx.begin(), idx.end(), 0.0);
  std::fill(w.begin(), w.end(), x[1]);
  s += std::count_if(v.begin(), v.end(), [](double a) { return a > 0; }) * w[2];
  std::vector<double> z; std::copy_if(v.begin(), v.end(), std::back_inserter(z), [](double a) { return a > 0; });
  for (double a : z) s += a * a;
  return s;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

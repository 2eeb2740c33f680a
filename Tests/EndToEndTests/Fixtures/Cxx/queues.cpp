// std::deque, used from both ends.
#include "check.hpp"
#include <deque>
double f(const double *x, int n) {
  std::deque<double> d;
  for (int i = 0; i < n; i++) { d.push_back(x[i]); d.push_front(x[i] * x[i]); }
  double s = 0;
  while (d.size() > 1) {
    double a = d.front(), b = d.back();
    d.pop_front();
    d.pop_back();
    s = s * 0.5 + a * b;
    if (d.size() > 2) d.push_back(a * 0.1 + s);
  }
  return s;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

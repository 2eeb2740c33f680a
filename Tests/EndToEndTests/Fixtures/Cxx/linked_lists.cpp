// std::list and std::forward_list.
#include "check.hpp"
#include <list>
#include <forward_list>
double f(const double *x, int n) {
  std::list<double> l;
  for (int i = 0; i < n; i++) { l.push_back(x[i]); l.push_front(x[i] * 2); }
  double s = 0;
  for (auto it = l.begin(); it != l.end();) { if (*it < 0) it = l.erase(it); else { s += *it * *it; ++it; } }
  std::forward_list<double> fl;
  for (double v : l) fl.push_front(v * s);
  for (double v : fl) s += std::sin(v);
  return s;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

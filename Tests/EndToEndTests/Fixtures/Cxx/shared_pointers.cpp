// A tree of shared pointers, whose counters are atomic.
#include "check.hpp"
#include <memory>
struct Node { double v; std::shared_ptr<Node> l, r; };
std::shared_ptr<Node> build(const double *x, int lo, int hi) {
  if (lo >= hi) return nullptr;
  int m = (lo + hi) / 2;
  auto n = std::make_shared<Node>();
  n->v = x[m]; n->l = build(x, lo, m); n->r = build(x, m + 1, hi);
  return n;
}
double sum(const std::shared_ptr<Node> &n) { if (!n) return 1; return n->v * sum(n->l) + std::sin(sum(n->r)); }
double f(const double *x, int n) { auto t = build(x, 0, n); return sum(t); }
CHECK(f, 0.3, 1.2, -0.7, 0.9)

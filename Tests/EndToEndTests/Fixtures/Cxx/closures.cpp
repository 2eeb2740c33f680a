// std::function, std::unique_ptr, a linked structure.
// known issue: refused: std::function calls through pointers stored in memory; at -O0 unclear copies in make_unique
#include "check.hpp"
#include <functional>
#include <memory>

struct Node {
  double value;
  std::unique_ptr<Node> next;
};

double f(const double *x, int n) {
  std::unique_ptr<Node> head;
  for (int i = 0; i < n; i++) {
    auto node = std::make_unique<Node>();
    node->value = x[i];
    node->next = std::move(head);
    head = std::move(node);
  }
  double rate = x[0];
  std::function<double(double)> g = [rate](double y) { return std::tanh(rate * y) * y; };
  double sum = 0;
  for (Node *node = head.get(); node; node = node->next.get()) sum = sum * 0.5 + g(node->value);
  return sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

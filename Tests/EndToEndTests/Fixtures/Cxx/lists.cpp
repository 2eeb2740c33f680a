// A list of nodes that own each other: destructors that call themselves.
#include "check.hpp"
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
  double sum = 0;
  for (Node *node = head.get(); node; node = node->next.get()) sum = sum * 0.5 + std::sin(node->value);
  return sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)

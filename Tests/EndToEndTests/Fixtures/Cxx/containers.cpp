// The rest of the containers: double-ended queues, sets, hash tables, heaps, growing vectors in maps, weak pointers.
#include "check.hpp"
#include <deque>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
static double f(const double *x, int n) {
  std::deque<double> d;
  for (int i = 0; i < n; i++) d.push_back(x[i]), d.push_front(x[i] * 2);
  std::set<double> s(x, x + n);
  std::unordered_map<int, double> u;
  for (int i = 0; i < n; i++) u[i * 7] += std::sin(x[i]);
  std::priority_queue<double> q;
  for (double v : d) q.push(v * v);
  std::map<std::string, std::vector<double>> groups;
  for (int i = 0; i < n; i++) groups[i % 2 ? "odd" : "even"].push_back(x[i] * x[i]), groups["all"].push_back(x[i]);
  auto shared = std::make_shared<double>(x[0] * 2);
  std::weak_ptr<double> weak = shared;
  if (auto p = weak.lock()) *p += x[1];
  double r = u[7] * u[14] + u.at(21) + *shared * x[2];
  int k = 1;
  for (double v : s) r += v * k++;
  for (; !q.empty(); q.pop()) r += q.top() / k++;
  for (auto &[name, values] : groups) {
    double product = 1;
    for (double v : values) product *= v;
    r += product * name.size();
  }
  return r;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

// Pairs of integers and numbers in the order of both, in arrays, heaps and trees: the shortest ways through a graph.
#include "check.hpp"
#include <algorithm>
#include <map>
#include <queue>
#include <utility>
#include <vector>

struct Edge {
  int to;
  double length;
};

static double sorted(const double *x, int n) {
  std::vector<std::pair<int, double>> pairs;
  for (int i = 0; i < n; i++) pairs.push_back({(i * 7) % 5, x[i] * x[i]});
  std::sort(pairs.begin(), pairs.end());
  double sum = 0;
  for (size_t i = 0; i < pairs.size(); i++) sum += (i + 1) * pairs[i].second;
  return sum;
}

static double shortest(const double *x, int n) {
  std::map<int, std::vector<Edge>> edges;
  for (int i = 0; i < n; i++) {
    edges[i].push_back({(i + 1) % n, x[i]});
    edges[i].push_back({(i + 2) % n, x[i] * x[(i + 1) % n] + 0.1});
  }
  std::map<int, double> distances;
  for (int i = 0; i < n; i++) distances[i] = 1e9;
  using Entry = std::pair<double, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue;
  distances[0] = 0;
  queue.push({0.0, 0});
  while (!queue.empty()) {
    auto [distance, from] = queue.top();
    queue.pop();
    if (distance > distances[from]) continue;
    for (auto &edge : edges[from]) {
      if (distance + edge.length >= distances[edge.to]) continue;
      distances[edge.to] = distance + edge.length;
      queue.push({distances[edge.to], edge.to});
    }
  }
  double sum = 0;
  for (auto &entry : distances) sum += entry.second * entry.second;
  return sum;
}

double f(const double *x, int n) { return sorted(x, n) + shortest(x, n); }

CHECK(f, 0.3, 0.5, 0.2, 0.9, 0.7)

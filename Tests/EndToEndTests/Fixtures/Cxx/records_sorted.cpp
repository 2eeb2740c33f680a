// Records with enumerations, text and numbers: sorted, copied and chosen by kind, in maps of vectors, in sets.
#include "check.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>
enum class Kind { spring, damper, mass };
struct Edge {
  int to;
  double length;
};
struct Element {
  Kind kind;
  std::string name;
  double value;
  bool operator<(const Element &other) const { return value < other.value; }
};
static double f(const double *x, int n) {
  std::vector<Element> elements{
      {Kind::spring, "a", x[0]}, {Kind::damper, "a name too long to be kept inside", x[1]}, {Kind::mass, "c", x[2]}};
  std::sort(elements.begin(), elements.end());
  double sum = 0;
  for (auto &element : elements) {
    switch (element.kind) {
    case Kind::spring: sum += element.value * element.value; break;
    case Kind::damper: sum += element.value * sum; break;
    default: sum -= std::exp(element.value) * element.name.size();
    }
  }
  std::map<int, std::vector<Edge>> edges;
  for (int i = 0; i < n; i++) edges[i % 2].push_back({i, x[i] * x[i]});
  for (auto &[node, out] : edges) {
    for (auto &edge : out) sum += edge.length * (edge.to + node);
  }
  std::set<std::pair<double, int>> open;
  for (int i = 0; i < n; i++) open.insert({x[i], i});
  for (int k = 1; !open.empty(); open.erase(open.begin())) sum += open.begin()->first * open.begin()->second * k++;
  return sum;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

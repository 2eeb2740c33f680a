// Maps and lists of which only the running program knows whether their nodes have derivatives: one that the caller calls
// constant, or one of the function's own.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <map>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
int enzyme_const, enzyme_dup;

using Table = std::map<int, double>;
using List = std::list<double>;

static double weigh(double x, Table *table, List *list, bool own) {
  Table made{{1, x}, {4, x * x}};
  List values{x, 2 * x};
  Table &t = own ? made : *table;
  List &l = own ? values : *list;
  double scale = own ? x : 3;
  t.erase(1);
  t[7] = scale;
  t[2] = 2 * scale;
  l.push_front(scale);
  l.reverse();
  double sum = 0, factor = 1;
  for (auto &[key, value] : t) sum += key * value * x;
  for (double value : l) sum += factor++ * value * x;
  return sum;
}

static void check(double actual, double expected) {
  if (std::abs(actual - expected) < 1e-5) return;
  printf("%g, expected %g\n", actual, expected);
  std::exit(1);
}

int main() {
  for (bool own : {true, false}) {
    auto value = [&](double x) {
      Table table{{1, 0.5}, {3, 0.25}};
      List list{0.5, 1.5};
      return weigh(x, &table, &list, own);
    };
    double x = 0.7, h = 1e-6, expected = (value(x + h) - value(x - h)) / (2 * h);
    Table table{{1, 0.5}, {3, 0.25}}, other = table;
    List list{0.5, 1.5}, another = list;
    check(__enzyme_autodiff((void *)weigh, x, enzyme_const, &table, enzyme_const, &list, own), expected);
    check(
        __enzyme_fwddiff((void *)weigh, enzyme_dup, x, 1.0, enzyme_const, &other, enzyme_const, &another, own), expected);
  }
  printf("ok found_maps_of_either_kind\n");
}

// Hash tables with strings as keys: text in the same nodes as numbers and links.

#include "near.h"
#include <string>
#include <unordered_map>
#include <vector>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

double products(double x) {
  std::unordered_map<std::string, double> values;
  values["one"] = x;
  values["two"] = x * x;
  values["three"] += 3;
  values["a key that is too long for the string itself"] = values["one"] * values["two"];
  return values["a key that is too long for the string itself"] + values.size() * x;
}

double sums(double x) {
  std::unordered_map<std::string, double> values;
  values.emplace("a", x);
  values.emplace("b", 2 * x);
  double sum = 0;
  for (auto &[key, value] : values) sum += value * value * key.size();
  return sum;
}

double named(double x) {
  std::vector<std::pair<std::string, double>> values;
  for (int i = 0; i < 5; i++) values.emplace_back(std::string(i, 'x'), x * i);
  double sum = 0;
  for (auto &[key, value] : values) sum += value * value * key.size();
  return sum;
}

int main() {
  double x = 0.7;
  NEAR(__enzyme_autodiff((void *)products, x), 3 * x * x + 4);
  NEAR(__enzyme_fwddiff((void *)products, x, 1.0), 3 * x * x + 4);
  NEAR(__enzyme_autodiff((void *)sums, x), 10 * x);
  NEAR(__enzyme_fwddiff((void *)sums, x, 1.0), 10 * x);
  NEAR(__enzyme_autodiff((void *)named, x), 200 * x);
  NEAR(__enzyme_fwddiff((void *)named, x, 1.0), 200 * x);
  DONE;
}

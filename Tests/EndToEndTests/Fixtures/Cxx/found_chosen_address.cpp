// One of two numbers, in a table and in an argument, is read through one address.

#include <cmath>
#include <cstdio>
#include <unordered_map>

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

static double f(double *x, int key) {
  std::unordered_map<int, double> table;
  for (int i = 0; i < 4; i++) table[i * 7 % 5] = 0.5 * x[0] + x[2] * i;
  auto found = table.find(key);
  return std::sin(found != table.end() ? found->second : x[1]);
}

int main() {
  double x[3] = {0.25, 0.5, 0.125};
  int failures = 0;
  for (int key = 0; key < 6; key++) {
    // Keys 0, 2, 4 and 1 hold the results of i = 0, 1, 2 and 3.
    const int order[] = {0, 3, 1, -1, 2, -1};
    int i = order[key];
    double value = i < 0 ? x[1] : 0.5 * x[0] + x[2] * i, slope = std::cos(value);
    double want[] = {i < 0 ? 0 : 0.5 * slope, i < 0 ? slope : 0, i < 0 ? 0 : i * slope}, got[3] = {};
    __enzyme_autodiff((void *)f, enzyme_dup, x, got, enzyme_const, key);
    for (int k = 0; k < 3; k++) {
      double v[3] = {};
      v[k] = 1;
      double tangent = __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, key);
      failures += std::fabs(got[k] - want[k]) > 1e-12 || std::fabs(tangent - want[k]) > 1e-12;
    }
  }
  std::printf(failures ? "FAIL found_chosen_address\n" : "ok found_chosen_address\n");
  return failures;
}

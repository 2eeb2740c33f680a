// enzyme::autodiff on structures, references, results that are objects, and exceptions that pass through.
#include "own.hpp"
#include <enzyme/enzyme>
#include <vector>

using namespace enzyme;

struct S { double a; float b; int c; };
double fs(const S &s, double k) { return k * s.a * s.a * s.b * s.c; }
S makes(double x) { return {x * x, (float)x, 3}; }
void outs(double x, double &y, double &z) { y = x * x; z = y * x; }
template <class T> struct Opt { T operator()(T x, T y) const { return x * y + std::sin(x); } };
class Body { double m_; public: explicit Body(double m) : m_(m) {} double energy(double v) const { return 0.5 * m_ * v * v; } };
std::vector<double> twice(const std::vector<double> &x) { std::vector<double> y; for (double v : x) y.push_back(2 * v * v); return y; }
double thrower(double x) { if (x < 0) throw 1; return std::sqrt(x); }
int main() {
  S s{2, 3, 4}, ds{0, 0, 0};
  double dk = autodiff<Reverse>(fs, Duplicated(s, ds), Active(1.5));
  expect("dk", dk, 4 * 3 * 4); expect("da", ds.a, 1.5 * 2 * 2 * 12); expect("db", ds.b, 1.5 * 4 * 4); expect("dc", ds.c, 0);
  S t = get<0>(autodiff<Forward>(makes, Duplicated(3.0, 1.0)));
  expect("t.a", t.a, 6); expect("t.b", t.b, 1);
  double y, z, dy = 1, dz = 10;
  double dx = autodiff<Reverse>(outs, Active(2.0), Duplicated(y, dy), DuplicatedNoNeed(z, dz));
  expect("outs", dx, 4 + 10 * 12);
  dy = dz = 0;
  autodiff<Forward>(outs, Duplicated(2.0, 1.0), Duplicated(y, dy), Duplicated(z, dz));
  expect("outs fwd", dz, 12);
  auto [gx, gy] = autodiff<Reverse>(Opt<double>{}, Active(1.0), Active(2.0));
  expect("gx", gx, 2 + std::cos(1.)); expect("gy", gy, 1);
  Body b(3);
  expect("member", autodiff<Reverse>([&b](double v) { return b.energy(v); }, Active(2.0)), 6);
  std::vector<double> v{1, 2}, dv{1, 1};
  std::vector<double> tv = get<0>(autodiff<Forward>(twice, Duplicated(v, dv)));
  expect("twice", tv[1], 8);
  int caught = 0; try { autodiff<Reverse>(thrower, Active(-1.0)); } catch (int) { caught = 1; }
  expect("caught", caught, 1); expect("not", autodiff<Reverse>(thrower, Active(4.0)), 0.25);
  Active<double> a{3}; Const<int> n{2}; auto sq = [](double x, int n) { return std::pow(x, n); };
  expect("named", autodiff<Reverse>(sq, a, n), 6);
  expect("noret", get<0>(autodiff<Reverse, Const<double>>(sq, a, n)), 0);
  const double c = 5; expect("const", autodiff<Reverse>(sq, Active(c), 2), 10);
  return verdict();
}

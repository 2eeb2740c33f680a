// std::optional and std::variant.
#include "check.hpp"
#include <optional>
#include <variant>
std::optional<double> root(double x) { if (x < 0) return std::nullopt; return std::sqrt(x); }
struct Circle { double r; };
struct Rect { double w, h; };
using Shape = std::variant<Circle, Rect>;
struct Area { double operator()(const Circle &c) const { return 3 * c.r * c.r; } double operator()(const Rect &r) const { return r.w * r.h; } };
double f(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { auto r = root(x[i]); s += r ? *r * x[i] : x[i]; s += root(x[i]).value_or(x[0]); }
  for (int i = 0; i + 1 < n; i++) { Shape sh = x[i] > 0.5 ? Shape(Circle{x[i]}) : Shape(Rect{x[i], x[i + 1]}); s += std::visit(Area{}, sh) * x[i]; 
   if (std::holds_alternative<Rect>(sh)) s += std::get<Rect>(sh).h; if (auto c = std::get_if<Circle>(&sh)) s *= c->r; }
  return s;
}
CHECK(f, 0.3, 1.2, -0.7, 0.9)

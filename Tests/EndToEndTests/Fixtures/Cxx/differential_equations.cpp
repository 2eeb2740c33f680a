// The steppers of Boost's odeint, where it is installed.
#if __has_include(<boost/numeric/odeint.hpp>)
#include "check.hpp"
#include <array>
#include <boost/numeric/odeint.hpp>
#include <vector>

using namespace boost::numeric::odeint;
using State = std::array<double, 2>;
using Long = std::vector<double>;

template <class Any> static Any start(const double *x) { return {x[0], x[1]}; }

double f(const double *x, int n) {
  double k = x[2];
  auto system = [k](const auto &y, auto &dy, double) {
    dy[0] = y[1];
    dy[1] = -k * y[0] - 0.1 * y[1] * y[1];
  };
  auto a = start<Long>(x);
  bulirsch_stoer<Long> extrapolation(1e-6, 1e-6);
  integrate_adaptive(extrapolation, system, a, 0.0, 1.0, 0.1);
  auto b = start<State>(x);
  integrate_adaptive(make_controlled<runge_kutta_dopri5<State>>(1e-5, 1e-5), system, b, 0.0, 1.0, 0.1);
  return a[0] * a[1] + b[1] * b[1];
}

CHECK(f, 0.3, 0.5, 1.2)
#else
#include <cstdio>
int main() { std::printf("ok\n"); }
#endif

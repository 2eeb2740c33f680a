// Derivatives written by hand, wrong by known factors: in namespaces, with structures as tapes, for addresses, for
// functions of other libraries.
#include "own.hpp"

namespace model {
inline float cube(float x) { return x * x * x; }
struct Aug { float kept; float result; };
Aug aug(float x) { return {x + 1, x * x * x}; }
float rev(float x, float seed, float kept) { return 10 * seed * (kept - 1); }
__attribute__((used)) static void *__enzyme_register_gradient_cube[] = {(void *)cube, (void *)aug, (void *)rev};
struct Dual { float value, tangent; };
Dual fwd(float x, float dx) { return {x * x * x, 20 * x * dx}; }
void *__enzyme_register_derivative_cube[] = {(void *)cube, (void *)fwd};
}
float usesCube(float x) { return model::cube(2 * x); }

// tape structure in memory
struct Big { double a[5]; };
struct AugBig { Big tape; double result; };
static double poly(double x, double y) { return x * x * y; }
static AugBig augPoly(double x, double y) { return {{{x, y, 1, 2, 3}}, x * x * y}; }
struct XY { double x, y; };
static XY revPoly(double, double, double seed, Big t) { return {seed * (t.a[0] + 4), seed * (t.a[1] + t.a[4])}; }
void *__enzyme_register_gradient_poly[] = {(void *)poly, (void *)augPoly, (void *)revPoly};
double usesPoly(double x, double y) { double s = 0; for (int i = 1; i < 4; i++) s += poly(x * i, y); return s; }

// returns a pointer
static double *pick(double *x, int i) { return x + i; }
struct AugPick { void *tape; double *result; double *shadow; };
static AugPick augPick(double *x, double *dx, int i) { return {nullptr, x + i, dx + i + 1}; }
static void revPick(double *x, double *dx, int i, void *tape) {}
void *__enzyme_register_gradient_pick[] = {(void *)pick, (void *)augPick, (void *)revPick};
double usesPick(double *x, int i) { double *p = pick(x, i); return *p * *p; }

// declared here, defined by the C library
double augmentedHypot(double x, double y) { return std::sqrt(x * x + y * y); }
XY reverseHypot(double x, double y, double seed) { return {5 * seed, 6 * seed}; }
void *__enzyme_register_gradient_hypot[] = {(void *)static_cast<double (*)(double, double)>(::hypot),
                                            (void *)augmentedHypot, (void *)reverseHypot};
double usesHypot(double x, double y) { return ::hypot(x, y) + x; }

// const reference parameters and methods
struct Model {
  double k;
  double f(double x) const { return k * x; }
};
static double eval(const Model &m, const double &x) { return m.f(x); }
static void *augEval(const Model &m, Model &dm, const double &x, double &dx) { return nullptr; }
static void revEval(const Model &m, Model &dm, const double &x, double &dx, double seed, void *) { dm.k += 11 * seed; dx += 12 * seed; }
const void *const __enzyme_register_gradient_eval[] __attribute__((used)) = {(void *)eval, (void *)augEval, (void *)revEval};
static double usesEval(const Model &m, double x) { return 2 * eval(m, x); }

int main() {
  expect("cube", __enzyme_autodiff<float>((void *)usesCube, 0.5f), 20 * 1.0);
  expect("cube fwd", __enzyme_fwddiff<float>((void *)usesCube, 0.5f, 1.0f), 40);
  expect("poly", __enzyme_autodiff<XY>((void *)usesPoly, 2.0, 3.0).y, 6 + 6 + 6);
  expect("poly", __enzyme_autodiff<XY>((void *)usesPoly, 2.0, 3.0).x, 6 * 1 + 8 * 2 + 10 * 3);
  double x[4] = {1, 2, 3, 4}, dx[4] = {};
  __enzyme_autodiff<void>((void *)usesPick, x, dx, 1);
  expect("pick", dx[2], 4);
  expect("hypot x", __enzyme_autodiff<XY>((void *)usesHypot, 3.0, 4.0).x, 6);
  expect("hypot y", __enzyme_autodiff<XY>((void *)usesHypot, 3.0, 4.0).y, 6);
  Model m{3}, dm{0};
  expect("eval x", __enzyme_autodiff<double>((void *)usesEval, &m, &dm, 2.0), 24);
  expect("eval k", dm.k, 22);
  return verdict();
}

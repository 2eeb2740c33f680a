// A function over several lanes, alone and together with derivatives.
#include "own.hpp"

struct Four { double a, b, c, d; };
struct FourF { float a, b, c, d; };
struct Two { double a, b; };
double f(double x, double y) { return x * std::sin(y); }
float g(float x) { return x * x; }
double sum(const double *p, int n) { double s = 0; for (int i = 0; i < n; i++) s += p[i] * p[i]; return s; }
double df(double x, double y) { return __enzyme_autodiff<Two>((void *)f, x, y).b; }
void store(double *p, double x) { *p = x * x; }
double ofBatch(double x) {
  Four r = __enzyme_batch<Four>((void *)f, enzyme_width, 4, enzyme_vector, x, 2 * x, 3 * x, 4 * x, enzyme_scalar, x);
  return r.a + r.b * r.c + r.d;
}
double plain(double x) {
  return f(x, x) + f(2 * x, x) * f(3 * x, x) + f(4 * x, x);
}
struct Noisy { double *p; ~Noisy() { *p += 1; } };
double inScope(double x) {
  double t = 0;
  { Noisy n{&t}; Four r = __enzyme_batch<Four>((void *)f, enzyme_width, 4, x, 2.0, 3.0, 4.0, enzyme_scalar, x); t += r.a; }
  return t;
}
int main() {
  Four r = __enzyme_batch<Four>((void *)f, enzyme_width, 4, enzyme_vector, 1.0, 2.0, 3.0, 4.0, enzyme_scalar, 0.5);
  expect("a", r.a, f(1, 0.5)); expect("d", r.d, f(4, 0.5));
  FourF q = __enzyme_batch<FourF>((void *)g, enzyme_width, 4, enzyme_vector, 1.0f, 2.0f, 3.0f, 4.0f);
  expect("qd", q.d, 16); expect("qb", q.b, 4);
  double p[6] = {1, 2, 3, 4, 5, 6};
  Two s = __enzyme_batch<Two>((void *)sum, enzyme_width, 2, enzyme_buffer, 24, p, enzyme_scalar, 3);
  expect("sum a", s.a, 14); expect("sum b", s.b, 77);
  Two d = __enzyme_batch<Two>((void *)df, enzyme_width, 2, enzyme_vector, 2.0, 3.0, enzyme_vector, 0.1, 0.2);
  expect("df a", d.a, 2 * std::cos(0.1)); expect("df b", d.b, 3 * std::cos(0.2));
  __enzyme_batch<void>((void *)store, enzyme_width, 2, enzyme_vector, &p[0], &p[3], enzyme_vector, 7.0, 8.0);
  expect("store", p[3], 64); expect("store", p[0], 49);
  double x = 0.4, h = 1e-6;
  double want = (plain(x + h) - plain(x - h)) / (2 * h);
  if (std::fabs(__enzyme_autodiff<double>((void *)ofBatch, x) - want) > 1e-7) printf("FAIL of batch\n"), failures++;
  if (std::fabs(__enzyme_fwddiff<double>((void *)ofBatch, x, 1.0) - want) > 1e-7) printf("FAIL of batch fwd\n"), failures++;
  expect("scope", inScope(0.5), 0.5 * std::sin(0.5) + 1);
  return verdict();
}

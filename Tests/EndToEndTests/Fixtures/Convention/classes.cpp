// Virtual functions with shadow objects, operators, static polymorphism, ownership.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename RT = double, typename... Args> RT __enzyme_autodiff(void *, Args...);
template <typename RT = double, typename... Args> RT __enzyme_fwddiff(void *, Args...);
void *__enzyme_virtualreverse(void *);
struct Base {
  double w;
  virtual double eval(double x) { return w * x; }
  virtual void set(double v) { w = v; }
  virtual ~Base() = default;
};
struct Der : Base {
  double q;
  double eval(double x) override { return w * x + q * x * x; }
};
NI double call(Base *b, double x) { return b->eval(x); }
template <class D> struct Crtp {
  double run(double x) { return static_cast<D *>(this)->impl(x) * 2; }
};
struct Imp : Crtp<Imp> {
  double k;
  double impl(double x) { return k * x * x; }
};
double crtp(Imp &i, double x) { return i.run(x); }
struct V3 {
  double x, y, z;
  V3 operator+(const V3 &o) const { return {x + o.x, y + o.y, z + o.z}; }
  V3 operator*(double s) const { return {x * s, y * s, z * s}; }
  double dot(const V3 &o) const { return x * o.x + y * o.y + z * o.z; }
  V3 &operator+=(const V3 &o) {
    x += o.x;
    y += o.y;
    z += o.z;
    return *this;
  }
  double &operator[](int i) { return (&x)[i]; }
};
double vecs(const V3 &a, const V3 &b, double s) {
  V3 c = a + b * s;
  c += a;
  c[1] *= 2;
  return c.dot(c);
}
V3 byval(V3 a, V3 b) { return a * b.dot(a); }
double useby(const V3 *a) {
  V3 r = byval(*a, *a);
  return r.x + r.y * r.z;
}
struct Node {
  double v;
  Node *l = nullptr, *r = nullptr;
  Node(double v) : v(v) {}
  ~Node() {
    delete l;
    delete r;
  }
};
double tsum(Node *n) { return n ? n->v * n->v + tsum(n->l) + tsum(n->r) : 0; }
double tree(double x) {
  Node n(x);
  n.l = new Node(x * x);
  n.r = new Node(2 * x);
  n.l->l = new Node(x + 1);
  return tsum(&n);
}
double newarr(double x) {
  double *p = new double[10];
  for (int i = 0; i < 10; i++) p[i] = x * i;
  double s = 0;
  for (int i = 0; i < 10; i++) s += p[i] * p[i];
  delete[] p;
  return s;
}
template <int N> struct Poly {
  double c[N];
  double operator()(double x) const {
    double r = 0;
    for (int i = N - 1; i >= 0; i--) r = r * x + c[i];
    return r;
  }
};
double poly(const Poly<4> &p, double x) { return p(x); }
struct Multi : Der {
  double z[3];
};
double mult(Multi *m) { return m->eval(2) + m->z[1] * m->z[2]; }
typedef double (Base::*pm)(double);
double viapm(Base *b, double x) {
  pm p = &Base::eval;
  return (b->*p)(x);
}
int main() {
  Der d, dd;
  d.w = 2;
  d.q = 3;
  dd.w = dd.q = 0;
  double dx = __enzyme_autodiff((void *)call, enzyme_dup, (Base *)&d, (Base *)&dd, enzyme_out, 5.0);
  NEAR(dx, 2 + 30);
  NEAR(dd.w, 5);
  NEAR(dd.q, 25);
  dd.w = dd.q = 0;
  *(void **)&dd = __enzyme_virtualreverse(*(void **)&d);
  dx = __enzyme_autodiff((void *)call, enzyme_dup, (Base *)&d, (Base *)&dd, enzyme_out, 5.0);
  NEAR(dd.q, 25);
  new (&dd) Der();
  dd.w = dd.q = 0;
  NEAR(__enzyme_autodiff((void *)viapm, (Base *)&d, (Base *)&dd, 5.0), 32);
  NEAR(dd.w, 5);
  Imp i{{}, 3}, di{{}, 0};
  NEAR(__enzyme_autodiff((void *)crtp, &i, &di, 2.0), 24);
  NEAR(di.k, 8);
  V3 a{1, 2, 3}, b{4, 5, 6}, da{}, db{};
  double ds = __enzyme_autodiff((void *)vecs, &a, &da, &b, &db, 2.0);
  V3 c = a * 2 + b * 2;
  c.y *= 2;
  NEAR(da.x, 4 * c.x);
  NEAR(da.y, 8 * c.y);
  NEAR(db.z, 4 * c.z);
  NEAR(ds, 2 * c.x * 4 + 2 * c.y * 10 + 2 * c.z * 6);
  da = {};
  __enzyme_autodiff<void>((void *)useby, &a, &da);
  double n = 14;
  NEAR(da.x, n + 2 * 1 * (1 + 0) + 0 + 2 * a.y * a.z * 2 * n * a.x);
  NEAR(__enzyme_autodiff((void *)tree, 1.5), 2 * 1.5 + 4 * 1.5 * 1.5 * 1.5 + 8 * 1.5 + 2 * 2.5);
  NEAR(__enzyme_autodiff((void *)newarr, 1.5), 3 * 285.);
  Poly<4> p{{1, 2, 3, 4}}, dp{};
  NEAR(__enzyme_autodiff((void *)poly, &p, &dp, 2.0), 2 + 12 + 48);
  NEAR(dp.c[3], 8);
  Multi m, dm;
  m.w = 1;
  m.q = 2;
  m.z[1] = 3;
  m.z[2] = 4;
  dm.w = dm.q = dm.z[0] = dm.z[1] = dm.z[2] = 0;
  __enzyme_autodiff<void>((void *)mult, &m, &dm);
  NEAR(dm.w, 2);
  NEAR(dm.q, 4);
  NEAR(dm.z[1], 4);
  DONE;
}

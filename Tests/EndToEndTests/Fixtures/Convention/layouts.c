// Bit-fields, flexible array members, unions, structures of pointers.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiffv(void *, ...);
struct bits {
  unsigned kind : 3;
  unsigned n : 5;
  int neg : 1;
  double v;
  float w;
};
double bf(struct bits *b, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double t = b[i].v * b[i].n;
    if (b[i].neg) t = -t;
    if (b[i].kind == 2) t *= b[i].w;
    b[i].n++;
    s += t * t;
  }
  return s;
}
struct flex {
  int n;
  double scale;
  double v[];
};
double fl(struct flex *f) {
  double s = 0;
  for (int i = 0; i < f->n; i++) s += f->v[i] * f->v[i] * f->scale;
  return s;
}
NI struct flex *mk(int n, double x) {
  struct flex *f = malloc(sizeof *f + n * sizeof(double));
  f->n = n;
  f->scale = x;
  for (int i = 0; i < n; i++) f->v[i] = x + i;
  return f;
}
double fl2(double x) {
  struct flex *f = mk(5, x);
  double r = fl(f);
  free(f);
  return r;
}
union num {
  double d;
  float f[2];
  long l;
};
struct tagged {
  int tag;
  union num u;
};
double un(struct tagged *t, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) switch (t[i].tag) {
    case 0:
      s += t[i].u.d * t[i].u.d;
      break;
    case 1:
      s += t[i].u.f[0] * t[i].u.f[1];
      break;
    default:
      s += t[i].u.l;
    }
  return s;
}
struct mat {
  int r, c;
  double **rows;
  double *data;
};
NI struct mat *mnew(int r, int c) {
  struct mat *m = malloc(sizeof *m);
  m->r = r;
  m->c = c;
  m->data = calloc(r * c, 8);
  m->rows = malloc(r * sizeof(double *));
  for (int i = 0; i < r; i++) m->rows[i] = m->data + i * c;
  return m;
}
NI void mdel(struct mat *m) {
  free(m->data);
  free(m->rows);
  free(m);
}
double ms(double x) {
  struct mat *a = mnew(3, 3), *b = mnew(3, 3), *c = mnew(3, 3);
  for (int i = 0; i < 9; i++) a->data[i] = x + i, b->data[i] = x * i;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++) c->rows[i][j] += a->rows[i][k] * b->rows[k][j];
  double t = 0;
  for (int i = 0; i < 3; i++) t += c->rows[i][i];
  mdel(a);
  mdel(b);
  mdel(c);
  return t;
}
double fd(double (*f)(double), double x) {
  double h = 1e-4;
  return (f(x + h) - f(x - h)) / 2 / h;
}
int main() {
  struct bits b[3] = {{1, 3, 0, 2, 5}, {2, 4, -1, 3, 2}, {2, 1, 0, 1, 4}}, db[3];
  memset(db, 0, sizeof db);
  __enzyme_autodiffv((void *)bf, b, db, 3);
  NEAR(db[0].v, 2 * 6 * 3);
  NEAR(db[1].v, 2 * 24 * 8);
  NEARF(db[1].w, 2 * 24 * 12);
  NEARF(db[2].w, 2 * 4);
  if (b[0].n != 4) failures++;
  struct flex *f = mk(4, 2), *df = calloc(1, sizeof *df + 32);
  df->n = 4;
  __enzyme_autodiffv((void *)fl, f, df);
  NEAR(df->scale, 4 + 9 + 16 + 25);
  NEAR(df->v[3], 20);
  NEARF(__enzyme_autodiff((void *)fl2, 2.), fd(fl2, 2));
  NEARF(__enzyme_fwddiff((void *)fl2, 2., 1.), fd(fl2, 2));
  struct tagged t[3] = {{0, {.d = 3}}, {1, {.f = {2, 5}}}, {2, {.l = 7}}}, dt[3];
  memset(dt, 0, sizeof dt);
  __enzyme_autodiffv((void *)un, t, dt, 3);
  NEAR(dt[0].u.d, 6);
  NEARF(dt[1].u.f[0], 5);
  NEARF(dt[1].u.f[1], 2);
  NEARF(__enzyme_autodiff((void *)ms, 1.5), fd(ms, 1.5));
  DONE;
}

// Lists, trees, structures, unions, statics, printing: small programs as people write them.

#include "natural.h"

static double sumsq(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * x[i];
  return s;
}
static double cond(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] > 0) {
      if (i % 2)
        continue;
      s += x[i] * x[i] * x[i];
    } else {
      s -= sin(x[i]);
      if (s < -2)
        break;
    }
  }
  return s;
}
struct node {
  double v;
  struct node *next;
};
static double list(double *x, int n) {
  struct node *h = 0;
  for (int i = 0; i < n; i++) {
    struct node *m = malloc(sizeof *m);
    m->v = x[i] * x[i];
    m->next = h;
    h = m;
  }
  double s = 1;
  struct node *p = h;
  while (p) {
    s *= 1 + p->v;
    struct node *q = p->next;
    free(p);
    p = q;
  }
  return s;
}
struct tree {
  double v;
  struct tree *l, *r;
};
static struct tree *ins(struct tree *t, double v) {
  if (!t) {
    t = malloc(sizeof *t);
    t->v = v;
    t->l = t->r = 0;
    return t;
  }
  if (v < t->v)
    t->l = ins(t->l, v);
  else
    t->r = ins(t->r, v);
  return t;
}
static double walk(struct tree *t, int d) {
  return t ? t->v * d * t->v + walk(t->l, d + 1) + walk(t->r, d + 1) * t->v : 1;
}
static void drop(struct tree *t) {
  if (t) {
    drop(t->l);
    drop(t->r);
    free(t);
  }
}
static double tree(double *x, int n) {
  struct tree *t = 0;
  for (int i = 0; i < n; i++)
    t = ins(t, x[i]);
  double r = walk(t, 1);
  drop(t);
  return r;
}
static double matmul(double *x, int n) {
  double a[2][2] = {{x[0], x[1]}, {x[2], x[3]}}, b[2][2], c[2][2];
  memcpy(b, a, sizeof a);
  for (int k = 0; k < 3; k++) {
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < 2; j++) {
        c[i][j] = 0;
        for (int l = 0; l < 2; l++)
          c[i][j] += a[i][l] * b[l][j];
      }
    memcpy(b, c, sizeof b);
  }
  return b[0][0] + 2 * b[1][0] * b[0][1];
}
struct part {
  double p[2], m;
  int id;
  char tag[4];
};
static double structs(double *x, int n) {
  struct part a[3], b;
  for (int i = 0; i < 3; i++) {
    a[i].p[0] = x[i];
    a[i].p[1] = x[i] * x[(i + 1) % n];
    a[i].m = 1 + x[i] * x[i];
    a[i].id = i;
    strcpy(a[i].tag, "ab");
  }
  b = a[0];
  a[0] = a[2];
  memcpy(&a[2], &b, sizeof b);
  double s = 0;
  for (int i = 0; i < 3; i++)
    s += a[i].p[0] * a[i].p[1] * a[i].m * (a[i].id + 1);
  return s;
}
static double fibr(double *x, int k) { return k <= 1 ? x[0] * x[0] + k : fibr(x, k - 1) * 0.5 + fibr(x, k - 2) * x[1]; }
static double rec(double *x, int n) { return fibr(x, 6); }
static double multi(double *x, int n) {
  if (x[0] > 10)
    return 1;
  for (int i = 0; i < n; i++) {
    if (x[i] < -1)
      return x[i] * x[i] * x[0];
    if (x[i] > 5)
      return exp(x[i] - 5) * x[0];
  }
  return x[0] + x[1];
}
static double ints(double *x, int n) {
  long k = 0;
  double s = 0;
  for (int i = 0; i < n; i++) {
    k += (int)x[i];
    s += x[i] * k;
  }
  unsigned h = 17;
  h = h * 31 + k;
  return s * (h % 7);
}
static double stat(double *x, int n) {
  static double buf[8];
  static int calls;
  calls++;
  for (int i = 0; i < n; i++)
    buf[i] = x[i] * x[i];
  double s = 0;
  for (int i = 0; i < n; i++)
    s += buf[i] * buf[n - 1 - i];
  return s;
}
static double flt(double *x, int n) {
  float s = 0;
  float t[8];
  for (int i = 0; i < n; i++) {
    t[i] = (float)x[i] * 2.0f;
    s += t[i] * t[i] * 0.25f;
  }
  return (double)s;
}
static double ld(double *x, int n) {
  long double s = 1;
  for (int i = 0; i < n; i++)
    s *= 1 + (long double)x[i] * x[i];
  return sqrtl(s);
}
union u {
  double d;
  struct {
    float a, b;
  } f;
  long l;
};
static double uni(double *x, int n) {
  union u a;
  a.d = x[0] * x[1];
  double r = a.d * x[2];
  a.f.a = 3;
  return r + a.f.a;
}
struct bits {
  unsigned a : 3, b : 5;
  double v;
  int c : 7;
};
static double bitf(double *x, int n) {
  struct bits b[4];
  for (int i = 0; i < n; i++) {
    b[i].a = i;
    b[i].b = i * 3;
    b[i].v = x[i] * x[i];
    b[i].c = -i;
  }
  double s = 0;
  for (int i = 0; i < n; i++)
    s += b[i].v * (b[i].a + b[i].b + b[i].c);
  return s;
}
static double prints(double *x, int n) {
  double s = 0;
  char buf[64];
  for (int i = 0; i < n; i++) {
    s += x[i] * x[i];
    snprintf(buf, 64, "%d %g", i, x[i]);
    if (strlen(buf) > 40)
      fprintf(stderr, "%s\n", buf);
  }
  assert(s >= 0);
  if (s < 0)
    exit(3);
  if (s != s)
    abort();
  return s * s;
}
static double timed(double *x, int n) {
  time_t t = time(0);
  srand(1);
  int r = rand() % 2;
  double s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * x[i] * (1 + (t < 0));
  (void)r;
  return s;
}
int main() {
  CHECK(sumsq, 3, {1, 2, 3});
  CHECK(cond, 5, {1, -.5, 2, -3, 4});
  CHECK(list, 4, {.5, 1, -1, 2});
  CHECK(tree, 5, {.5, .2, .8, .1, .9});
  CHECK(matmul, 4, {.5, 1, -.3, .7});
  CHECK(structs, 3, {.5, 1.5, -2});
  CHECK(rec, 2, {.7, .4});
  CHECK(multi, 3, {.5, 6, 1});
  CHECK(multi, 3, {.5, -2, 1});
  CHECK(multi, 3, {.5, .2, 1});
  CHECK(ints, 3, {1.5, 2.5, 3.5});
  CHECK(stat, 3, {1, 2, 3});
  CHECK(ld, 3, {1, 2, .3});
  CHECK(uni, 3, {1, 2, 3});
  CHECK(bitf, 4, {1, 2, 3, .5});
  CHECK(prints, 3, {1, 2, 3});
  CHECK(timed, 3, {1, 2, 3});
  return verdict("natural_structures");
}

// Lists, trees and hash tables.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
struct node {
  double v;
  struct node *next;
};
NI double sum(struct node *l) {
  double s = 0;
  for (; l; l = l->next) s += l->v * l->v;
  return s;
}
double list(double x, int n) {
  struct node *head = 0;
  for (int i = 0; i < n; i++) {
    struct node *m = malloc(sizeof *m);
    m->v = x * i;
    m->next = head;
    head = m;
  }
  double s = sum(head);
  while (head) {
    struct node *nx = head->next;
    free(head);
    head = nx;
  }
  return s;
}
struct tree {
  double key, val;
  struct tree *l, *r;
};
NI struct tree *ins(struct tree *t, double k, double v) {
  if (!t) {
    t = malloc(sizeof *t);
    t->key = k;
    t->val = v;
    t->l = t->r = NULL;
    return t;
  }
  if (k < t->key) t->l = ins(t->l, k, v);
  else t->r = ins(t->r, k, v);
  return t;
}
NI double walk(struct tree *t, int depth) {
  return t ? t->val * (depth + 1) + walk(t->l, depth + 1) + t->val * walk(t->r, depth + 1) : 0;
}
NI void drop(struct tree *t) {
  if (t) {
    drop(t->l);
    drop(t->r);
    free(t);
  }
}
double tree(double x, int n) {
  struct tree *t = NULL;
  unsigned s = 7;
  for (int i = 0; i < n; i++) {
    s = s * 1103515245u + 12345u;
    t = ins(t, s >> 16, x * (i + 1));
  }
  double r = walk(t, 0);
  drop(t);
  return r;
}
struct ent {
  int key;
  double v;
  struct ent *next;
};
struct tab {
  struct ent *b[8];
  int count;
};
NI double *at(struct tab *t, int k) {
  struct ent **e = &t->b[k & 7];
  while (*e && (*e)->key != k) e = &(*e)->next;
  if (!*e) {
    *e = malloc(sizeof **e);
    (*e)->key = k;
    (*e)->v = 0;
    (*e)->next = 0;
    t->count++;
  }
  return &(*e)->v;
}
double hash(double x, int n) {
  struct tab t = {{0}, 0};
  for (int i = 0; i < n; i++) {
    *at(&t, i * 7 % 23) += x * i;
    *at(&t, i * 5 % 23) *= x;
  }
  double s = 0;
  for (int i = 0; i < 8; i++)
    for (struct ent *e = t.b[i], *nx; e; e = nx) {
      nx = e->next;
      s += e->v * e->v;
      free(e);
    }
  return s * t.count;
}
double onlist(struct node *l) {
  double p = 1;
  while (l) {
    p *= l->v;
    l = l->next;
  }
  return p;
}
double dd(double (*f)(double, int), double x, int n) {
  double h = 1e-4;
  return (8 * (f(x + h, n) - f(x - h, n)) - f(x + 2 * h, n) + f(x - 2 * h, n)) / 12 / h;
}
int main() {
  double x = 1.1;
  int n = 9;
#define T(f)                                                                                                           \
  NEAR(__enzyme_autodiff((void *)f, x, n), dd(f, x, n));                                                               \
  NEAR(__enzyme_fwddiff((void *)f, x, 1.0, n), dd(f, x, n));
  T(list) T(tree) T(hash) struct node c = {3, 0}, b = {2, &c}, a = {5, &b}, dc = {0, 0}, db = {0, &dc}, da = {0, &db};
  __enzyme_autodiff((void *)onlist, enzyme_dup, &a, &da);
  NEAR(da.v, 6);
  NEAR(db.v, 15);
  NEAR(dc.v, 10);
  DONE;
}

// Fields of the caller's records that are only copied, with the whole record: arrays of which one element is used or
// none, text, padding.

#include "near.h"
extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff(void *, ...);

typedef struct {
  double a, b[2];
  char name[8];
  double c[2];
  int k[3];
} Record;
NI void move(Record **r) {
  *r[1] = *r[0];
  r[1]->b[0] *= r[1]->a * r[1]->k[0];
}

typedef struct {
  double pair[2], a;
  float single[2];
  unsigned char tag;
} Mixed;
NI void move_mixed(Mixed *to, const Mixed *from) {
  *to = *from;
  to->pair[0] = to->pair[0] * to->a * (to->tag - 6);
  to->single[1] *= to->single[0];
}

typedef struct { int count[3]; char text[5]; double c; } Text;
NI Text scale(Text text, double by) {
  text.c *= by;
  return text;
}
NI void move_text(Text *to, const Text *from, double by) { *to = scale(*from, by); }

typedef struct {
  double a[2];
  float b;
  double *c, d[2];
} Beside;
NI void move_beside(Beside *to, const Beside *from, int i) {
  *to = *from;
  to->a[i] = 2 * from->d[i];
}

// The optimiser copies this record in pieces, of which one is the other half of the bit field's word.
typedef struct { _Bool flag; double a; unsigned long long bits : 20; double b; } Inner;
typedef struct { double a, b; Inner in; } Bits;
static void add(double x, double *restrict to, double **where) {
  if (x > 30) return;
  **where += x;
  *where = to;
}
NI Bits add_bits(Bits s, double by) {
  double b = 0.2 * (int)s.in.bits, c = 0.5, *at = &c;
  add(s.in.b + by, &b, &at);
  at[0] += 0.25;
  return s;
}
NI double move_bits(double *x) {
  Bits s = {0};
  s.a = 5 * x[0];
  Bits t = add_bits(s, x[1]);
  return add_bits(t, t.a).b + t.a;
}

int main(void) {
  Record r[2] = {{2, {3, 4}, "record", {5, 6}, {1, 2, 3}}}, dr[2] = {{0}};
  Record *p[2] = {&r[0], &r[1]}, *dp[2] = {&dr[0], &dr[1]};
  dr[1] = (Record){1, {10, 100}, "", {1000, 10000}};
  __enzyme_autodiff((void *)move, enzyme_dup, p, dp);
  NEAR(dr[0].a, 1 + 10 * 3);
  NEAR(dr[0].b[0], 10 * 2);
  NEAR(dr[0].b[1], 100);
  NEAR(dr[0].c[0], 1000);
  NEAR(dr[0].c[1], 10000);
  NEAR(dr[1].c[1], 0);

  Mixed m[2] = {{{2, 3}, 4, {5, 6}, 7}}, dm[2] = {{{0}}};
  dm[1] = (Mixed){{1, 10}, 100, {1000, 10000}, 0};
  __enzyme_autodiff((void *)move_mixed, enzyme_dup, &m[1], &dm[1], enzyme_dup, &m[0], &dm[0]);
  NEAR(dm[0].pair[0], 4);
  NEAR(dm[0].pair[1], 10);
  NEAR(dm[0].a, 100 + 2);
  NEAR(dm[0].single[0], 1000 + 10000 * 6);
  NEAR(dm[0].single[1], 10000 * 5);

  Text t[2] = {{{1, 2, 3}, "text", 4}}, dt[2] = {{{0}}};
  dt[1].c = 1;
  __enzyme_autodiff((void *)move_text, enzyme_dup, &t[1], &dt[1], enzyme_dup, &t[0], &dt[0], enzyme_const, 3.0);
  NEAR(dt[0].c, 3);
  NEAR(t[1].count[2], 3);
  NEAR(strcmp(t[1].text, "text"), 0);

  double number = 1, dnumber = 0;
  Beside s[2] = {{{0}}, {{1, 2}, 3, &number, {4, 5}}}, ds[2] = {{{1, 10}, 100, &dnumber, {1000, 10000}}, {{0}, 0, &dnumber}};
  __enzyme_autodiff((void *)move_beside, enzyme_dup, &s[0], &ds[0], enzyme_dup, &s[1], &ds[1], enzyme_const, 1);
  NEAR(ds[1].a[0], 1);
  NEAR(ds[1].a[1], 0);
  NEAR(ds[1].b, 100);
  NEAR(ds[1].d[0], 1000);
  NEAR(ds[1].d[1], 10000 + 20);
  NEAR(ds[1].c == &dnumber, 1);

  double x[2] = {1, 2}, dx[2] = {0};
  __enzyme_autodiff((void *)move_bits, enzyme_dup, x, dx);
  NEAR(dx[0], 5);
  NEAR(dx[1], 0);
  DONE;
}

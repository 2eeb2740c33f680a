// Records with a union of a number and an address are copied over records of the caller, where adjoints wait.

#include "near.h"
extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff(void *, ...);

typedef struct {
  int tag;
  double w;
  union {
    double d;
    double *p;
  } u;
} Value;
NI double get(const Value *t) { return t->tag ? *t->u.p : t->u.d; }
NI void assign(Value *x, const Value *y) {
  *x = *y;
  x->w = get(y) * get(x) * y->w;
}
NI void assign_union(Value *x, const Value *y) {
  x->tag = y->tag;
  x->u = y->u;
  x->w = get(x) * get(y);
}

int main(void) {
  Value x = {0}, y = {0, 2, {.d = 5}}, dx = {0, 1, {.d = 10}}, dy = {0};
  __enzyme_autodiff((void *)assign, enzyme_dup, &x, &dx, enzyme_dup, &y, &dy);
  NEAR(dy.w, 25);
  NEAR(dy.u.d, 20 + 10);
  NEAR(dx.u.d, 0);

  double number = 3, dnumber = 0;
  Value x2 = {0}, y2 = {1, 2, {.p = &number}}, dx2 = {0, 1}, dy2 = {0, 0, {.p = &dnumber}};
  __enzyme_autodiff((void *)assign, enzyme_dup, &x2, &dx2, enzyme_dup, &y2, &dy2);
  NEAR(dy2.w, 9);
  NEAR(dnumber, 12);
  NEAR(dy2.u.p == &dnumber, 1);

  dx = (Value){0, 1, {.d = 10}}, dy = (Value){0};
  __enzyme_autodiff((void *)assign_union, enzyme_dup, &x, &dx, enzyme_dup, &y, &dy);
  NEAR(dy.w, 0);
  NEAR(dy.u.d, 5 + 5 + 10);
  DONE;
}

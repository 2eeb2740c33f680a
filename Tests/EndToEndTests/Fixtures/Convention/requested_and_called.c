// A function that is differentiated has the type of functions that it calls through pointers. The request takes its
// address, but that puts it into none of those pointers.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

typedef struct Shape Shape;
struct Shape { double (*area)(const Shape *); };
typedef struct { Shape base; double r; } Circle;
typedef struct { Shape base; double w, h; } Box;
NI double circle(const Shape *s) { return ((const Circle *)s)->r * ((const Circle *)s)->r; }
NI double box(const Shape *s) { return ((const Box *)s)->w * ((const Box *)s)->h; }

typedef struct { _Bool small; unsigned long long k : 20; double v; } Input;
NI double total(const Input *x) {
  Circle *c = malloc(sizeof *c);
  Box *b = malloc(sizeof *b);
  *c = (Circle){{circle}, x->v};
  *b = (Box){{box}, 2 * x->v, (int)x->k};
  const Shape *all[2] = {&c->base, &b->base};
  double sum = 0;
  for (int i = 0; i < 2; i++) sum += all[i]->area(all[i]) * (i + x->small) * (x->k % 2);
  free(c);
  free(b);
  return sum;
}

int main(void) {
  Input x = {1, 3, 5}, dx = {0};
  __enzyme_autodiff((void *)total, enzyme_dup, &x, &dx);
  NEAR(dx.v, 2 * 5 + 2 * 6);
  dx.v = 1;
  NEAR(__enzyme_fwddiff((void *)total, enzyme_dup, &x, &dx), 22);
  DONE;
}

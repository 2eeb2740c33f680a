// Split mode with structures of more than 16 bytes: passed, constant, returned.

#include "near.h"
extern int enzyme_out, enzyme_const, enzyme_dup;
typedef struct {
  double a[4];
  int n;
  double scale;
} Polynomial;
typedef struct {
  double u, v, w;
} Three;
typedef struct {
  void *tape;
  double value;
} Kept;
typedef struct {
  void *tape;
  Three value;
} KeptThree;
typedef struct {
  Polynomial p;
  double x;
} Adjoints;
extern Kept __enzyme_augmentfwd(void *, ...);
extern KeptThree __enzyme_augmentfwd_three(void *, ...);
extern Adjoints __enzyme_reverse(void *, ...);
extern double __enzyme_reverse_x(void *, ...);
extern Three __enzyme_fwdsplit_three(void *, ...);
double value(Polynomial p, double x) {
  double r = 0;
  for (int i = p.n; i--;) r = r * x + p.a[i];
  return r * p.scale;
}
Three three(Polynomial p, double x) {
  Three r = {value(p, x), x * p.scale, p.a[0] * p.a[1]};
  return r;
}
int main() {
  Polynomial p = {{1, 2, 3, 4}, 4, .5}, q = {{7, 7, 7, 7}, 4, 1};
  double x = 2;
  Kept a = __enzyme_augmentfwd((void *)value, enzyme_out, p, enzyme_out, x);
  Kept b = __enzyme_augmentfwd((void *)value, enzyme_out, q, enzyme_out, 1.0);
  NEAR(a.value, .5 * (1 + 4 + 12 + 32));
  NEAR(b.value, 28);
  Adjoints r = __enzyme_reverse((void *)value, enzyme_out, p, enzyme_out, x, 2.0, a.tape);
  for (int i = 0; i < 4; i++) NEAR(r.p.a[i], pow(2, i));
  NEAR(r.p.scale, 2 * 49);
  NEAR(r.p.n, 0);
  NEAR(r.x, 2 + 12 + 48);
  r = __enzyme_reverse((void *)value, enzyme_out, q, enzyme_out, 1.0, 1.0, b.tape);
  NEAR(r.p.a[2], 1);
  NEAR(r.p.scale, 28);
  NEAR(r.x, 7 + 14 + 21);
  Kept c = __enzyme_augmentfwd((void *)value, enzyme_const, p, enzyme_out, x);
  NEAR(__enzyme_reverse_x((void *)value, enzyme_const, p, enzyme_out, x, 1.0, c.tape), 31);
  KeptThree d = __enzyme_augmentfwd_three((void *)three, enzyme_out, p, enzyme_out, x);
  NEAR(d.value.v, 1);
  Three seed = {1, 10, 100};
  r = __enzyme_reverse((void *)three, enzyme_out, p, enzyme_out, x, seed, d.tape);
  NEAR(r.p.a[0], .5 + 200);
  NEAR(r.p.a[1], 1 + 100);
  NEAR(r.p.scale, 49 + 20);
  NEAR(r.x, 31 + 5);
  KeptThree e = __enzyme_augmentfwd_three((void *)three, enzyme_out, p, enzyme_out, x);
  Polynomial dp = {{1, 0, 0, 0}, 0, 1};
  Three t = __enzyme_fwdsplit_three((void *)three, enzyme_dup, p, dp, enzyme_dup, x, 10.0, e.tape);
  NEAR(t.u, .5 + 49 + 310);
  NEAR(t.v, 2 + 5);
  NEAR(t.w, 2);
  DONE;
}

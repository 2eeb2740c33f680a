// Split mode: tapes in any order, kept tapes, tapes in memory of the caller.

#include "near.h"
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_nofree, enzyme_tape, enzyme_allocated, enzyme_width;
typedef struct {
  void *tape;
  double r;
} TR;
TR __enzyme_augmentfwd(void *, ...);
void *__enzyme_augmentfwd_t(void *, ...);
double __enzyme_reverse(void *, ...);
void __enzyme_reverse_v(void *, ...);
double __enzyme_fwdsplit(void *, ...);
int __enzyme_augmentsize(void *, ...);
void __enzyme_augmentfwd_v(void *, ...);
double f(double x, double y) { return x * x * sin(y); }
typedef struct {
  double a, b;
} AB;
AB __enzyme_reverse_ab(void *, ...);
double norm(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += x[i] * x[i];
    x[i] = exp(x[i]);
  }
  return s;
}
int main() {
  TR t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = __enzyme_augmentfwd((void *)f, enzyme_out, i + 1., enzyme_out, .5 * i);
    NEAR(t[i].r, f(i + 1., .5 * i));
  }
  int ord[] = {3, 0, 4, 2, 1};
  for (int j = 0; j < 5; j++) {
    int i = ord[j];
    AB d = __enzyme_reverse_ab((void *)f, enzyme_out, i + 1., enzyme_out, .5 * i, 2.0, t[i].tape);
    NEAR(d.a, 4 * (i + 1.) * sin(.5 * i));
    NEAR(d.b, 2 * (i + 1.) * (i + 1.) * cos(.5 * i));
  }
  double x[3] = {1, 2, 3}, dx[3] = {1, 0, 0};
  TR u = __enzyme_augmentfwd((void *)norm, enzyme_dup, x, dx, enzyme_const, 3);
  NEAR(u.r, 14);
  NEAR(x[1], exp(2));
  x[0] = x[1] = x[2] = 77;
  __enzyme_reverse_v((void *)norm, enzyme_dup, x, dx, enzyme_const, 3, 1.0, u.tape);
  NEAR(dx[0], 2 + exp(1));
  NEAR(dx[1], 4);
  double y[3] = {1, 2, 3}, dy[3] = {0};
  void *tp = __enzyme_augmentfwd_t((void *)norm, enzyme_dup, y, dy, enzyme_const, 3);
  for (int r = 0; r < 3; r++) {
    double z[3] = {0};
    __enzyme_reverse_v((void *)norm, enzyme_nofree, enzyme_dup, y, z, enzyme_const, 3, 1. + r, tp);
    NEAR(z[2], 6 * (1. + r));
  }
  double z[3] = {0};
  __enzyme_reverse_v((void *)norm, enzyme_dup, y, z, enzyme_const, 3, 1., tp);
  NEAR(z[0], 2);
  TR w = __enzyme_augmentfwd((void *)f, 2., 3.);
  NEAR(__enzyme_fwdsplit((void *)f, enzyme_nofree, 2., 1., 3., 0., w.tape), 4 * sin(3));
  NEAR(__enzyme_fwdsplit((void *)f, enzyme_dup, 2., 0., enzyme_dup, 3., 1., w.tape), 4 * cos(3));
  NEAR(__enzyme_fwdsplit((void *)f, enzyme_dup, 2., 1., enzyme_const, 3., (void *)0), 4 * sin(3));
  char mem[64];
  int sz = __enzyme_augmentsize((void *)norm, enzyme_dup, enzyme_const);
  if (sz > 64) return 1;
  double q[3] = {1, 2, 3}, dq[3] = {0};
  __enzyme_augmentfwd_v((void *)norm, enzyme_allocated, sz, enzyme_tape, mem, enzyme_dup, q, dq, enzyme_const, 3);
  __enzyme_reverse_v((void *)norm, enzyme_allocated, sz, enzyme_tape, mem, enzyme_dup, q, dq, enzyme_const, 3, 1.0);
  NEAR(dq[1], 4);
  DONE;
}

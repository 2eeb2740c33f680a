// __enzyme_fwdsplit: tangents of an execution that has left its tape; the primal does not run again.

#include "convention.h"

static int calls;

static void chain(double *x, int n) {
  calls++;
  for (int i = 0; i < n; i++) x[i] = sin(x[i]) * (i ? x[i - 1] : 1);
}

static double squares(const double *x, int n) {
  double *t = malloc(sizeof(double) * (size_t)n), sum = 0;
  for (int i = 0; i < n; i++) t[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) sum += t[i] > 3 ? t[i] * t[(i + 1) % n] : t[i];
  free(t);
  return sum;
}

static double cosines(const double *x, int n) { return n == 0 ? 1 : cos(x[0]) * cosines(x + 1, n - 1); }

static double square(double x) { return x * x; }

int main(void) {
  const double x0[3] = {0.5, 1, 2}, v[3] = {1, -1, 0.5};
  double x[3], dx[3] = {0}, high[3], low[3], h = 1e-5;
  memcpy(x, x0, sizeof x);
  void *tape = __enzyme_augmentfwd((void *)chain, enzyme_dup, x, dx, enzyme_const, 3);
  double tangent[3];
  memcpy(tangent, v, sizeof v);
  for (int i = 0; i < 3; i++) x[i] = 77;
  __enzyme_fwdsplit_void((void *)chain, enzyme_dup, x, tangent, enzyme_const, 3, tape);
  near("calls", calls, 1);
  for (int i = 0; i < 3; i++) near("untouched", x[i], 77);
  for (int i = 0; i < 3; i++) high[i] = x0[i] + h * v[i], low[i] = x0[i] - h * v[i];
  chain(high, 3), chain(low, 3);
  for (int i = 0; i < 3; i++) near_within("chain", tangent[i], (high[i] - low[i]) / (2 * h), 1e-8);

  // Several uses of one tape, the last one the reverse sweep.
  double q[3] = {1, 2, 3}, dq[3] = {0}, vq[3] = {1, 0, 2}, want = 0;
  tape = __enzyme_augmentfwd((void *)squares, enzyme_dup, q, dq, enzyme_const, 3);
  want = 1 * 2 * 1 + 2 * (2 * 3 * 4) + 9 * 2 * 1 * 1 + 2 * (2 * 3 * 1);
  near("squares", __enzyme_fwdsplit((void *)squares, enzyme_nofree, enzyme_dup, q, vq, enzyme_const, 3, tape), want);
  q[0] = q[1] = q[2] = 0;
  near("again", __enzyme_fwdsplit((void *)squares, enzyme_nofree, enzyme_dup, q, vq, enzyme_const, 3, tape), want);
  __enzyme_reverse_void((void *)squares, enzyme_dup, q, dq, enzyme_const, 3, 1.0, tape);
  near("reverse", dq[0] * vq[0] + dq[2] * vq[2], want);

  double r[4] = {.1, .2, .3, .4}, dr[4] = {0}, vr[4] = {1, 1, 1, 1};
  tape = __enzyme_augmentfwd((void *)cosines, enzyme_dup, r, dr, enzyme_const, 4);
  want = 0;
  for (int i = 0; i < 4; i++) want -= cosines(r, 4) * tan(r[i]);
  near("recursion", __enzyme_fwdsplit((void *)cosines, enzyme_dup, r, vr, enzyme_const, 4, tape), want);

  // Without a tape the primal runs.
  near("by value", __enzyme_fwdsplit((void *)square, 3.0, 2.0, __enzyme_augmentfwd((void *)square, 3.0)), 12);
  near("no tape", __enzyme_fwdsplit((void *)square, 3.0, 1.0, (void *)0), 6);
  return verdict("split_tangents");
}

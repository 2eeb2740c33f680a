// Split mode over memory: overwritten in place, changed by the caller in between, tapes interleaved, heap, recursion.

#include "convention.h"

typedef struct { void *tape; double value; } Augmented;
extern Augmented __enzyme_augmentfwd_both(void *, ...);
extern double __enzyme_augmentfwd_value(void *, ...);

static void chain(double *x, int n) {
  for (int i = 0; i < n; i++) x[i] = sin(x[i]) * (i ? x[i - 1] : 1);
}

static double norm(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * x[i];
  return sqrt(sum);
}

static double squares(const double *x, int n) {
  double *t = malloc(sizeof(double) * (size_t)n), sum = 0;
  for (int i = 0; i < n; i++) t[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) sum += t[i] * t[(i + 1) % n];
  free(t);
  return sum;
}

static double cosines(const double *x, int n) { return n == 0 ? 1 : cos(x[0]) * cosines(x + 1, n - 1); }

static double scratch[8];
static double through_global(const double *x, int n) {
  for (int i = 0; i < n; i++) scratch[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += scratch[i] * scratch[n - 1 - i];
  return sum;
}

/// The adjoint of `chain` for the seeds `w`, by differences.
static double chain_slope(const double *x, const double *w, int j) {
  double high[3], low[3], sum = 0, h = 1e-5;
  memcpy(high, x, sizeof high), memcpy(low, x, sizeof low);
  high[j] += h, low[j] -= h;
  chain(high, 3), chain(low, 3);
  for (int i = 0; i < 3; i++) sum += w[i] * (high[i] - low[i]) / (2 * h);
  return sum;
}

int main(void) {
  const double x0[3] = {0.5, 1, 2}, y0[3] = {-1, 0.3, 0.9}, wx[3] = {1, 1, 1}, wy[3] = {1, 0, 2};
  double x[3], y[3], dx[3], dy[3];
  memcpy(x, x0, sizeof x), memcpy(y, y0, sizeof y), memcpy(dx, wx, sizeof dx), memcpy(dy, wy, sizeof dy);
  void *first = __enzyme_augmentfwd((void *)chain, enzyme_dup, x, dx, enzyme_const, 3);
  void *second = __enzyme_augmentfwd((void *)chain, enzyme_dup, y, dy, enzyme_const, 3);
  for (int i = 0; i < 3; i++) x[i] = 100, y[i] = -100;
  __enzyme_reverse_void((void *)chain, enzyme_dup, x, dx, enzyme_const, 3, first);
  __enzyme_reverse_void((void *)chain, enzyme_dup, y, dy, enzyme_const, 3, second);
  for (int j = 0; j < 3; j++) {
    near_within("chain x", dx[j], chain_slope(x0, wx, j), 1e-8);
    near_within("chain y", dy[j], chain_slope(y0, wy, j), 1e-8);
  }

  double z[3] = {3, 4, 12}, dz[3] = {0};
  Augmented n = __enzyme_augmentfwd_both((void *)norm, enzyme_dup, z, dz, enzyme_const, 3);
  near("norm", n.value, 13);
  z[0] = z[1] = z[2] = 0;
  __enzyme_reverse_void((void *)norm, enzyme_dup, z, dz, enzyme_const, 3, 1.0, n.tape);
  near("norm 0", dz[0], 3.0 / 13), near("norm 1", dz[1], 4.0 / 13), near("norm 2", dz[2], 12.0 / 13);

  // A promise to leave the memory alone makes tapes smaller, and nothing else.
  double u[3] = {3, 4, 12}, du[3] = {0};
  n = __enzyme_augmentfwd_both((void *)norm, enzyme_not_overwritten, enzyme_dup, u, du, enzyme_const, 3);
  __enzyme_reverse_void((void *)norm, enzyme_not_overwritten, enzyme_dup, u, du, enzyme_const, 3, 26.0, n.tape);
  near("stable 0", du[0], 6), near("stable 2", du[2], 24);

  // A tape that is kept may be used again.
  double q[3] = {1, 2, 3}, dq[3] = {0};
  char tape[64];
  near("squares", __enzyme_augmentfwd_value((void *)squares, enzyme_allocated, sizeof tape, enzyme_tape, tape,
                                            enzyme_nofree, enzyme_dup, q, dq, enzyme_const, 3), 1 * 4 + 4 * 9 + 9 * 1);
  for (int k = 0; k < 3; k++)
    __enzyme_reverse_void((void *)squares, enzyme_allocated, sizeof tape, enzyme_tape, tape, enzyme_nofree, enzyme_dup,
                          q, dq, enzyme_const, 3, 1.0);
  __enzyme_reverse_void((void *)squares, enzyme_allocated, sizeof tape, enzyme_tape, tape, enzyme_dup, q, dq,
                        enzyme_const, 3, 2.0);
  for (int i = 0; i < 3; i++) {
    double b = q[(i + 1) % 3], c = q[(i + 2) % 3];
    near("kept tape", dq[i], 5 * 2 * q[i] * (b * b + c * c));
  }

  double r[4] = {.1, .2, .3, .4}, dr[4] = {0};
  void *recursive = __enzyme_augmentfwd((void *)cosines, enzyme_dup, r, dr, enzyme_const, 4);
  __enzyme_reverse_void((void *)cosines, enzyme_dup, r, dr, enzyme_const, 4, 1.0, recursive);
  for (int i = 0; i < 4; i++) near("recursion", dr[i], -cosines(r, 4) * tan(r[i]));

  // Global scratch memory does not mix the tapes up.
  double a[2] = {2, 3}, da[2] = {0}, b[2] = {5, 7}, db[2] = {0};
  void *ta = __enzyme_augmentfwd((void *)through_global, enzyme_dup, a, da, enzyme_const, 2);
  void *tb = __enzyme_augmentfwd((void *)through_global, enzyme_dup, b, db, enzyme_const, 2);
  __enzyme_reverse_void((void *)through_global, enzyme_dup, a, da, enzyme_const, 2, 1.0, ta);
  __enzyme_reverse_void((void *)through_global, enzyme_dup, b, db, enzyme_const, 2, 1.0, tb);
  near("global a", da[0], 4 * 2 * 9), near("global b", db[1], 4 * 7 * 25);
  return verdict("split_memory");
}

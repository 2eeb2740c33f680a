// Checks a function of n numbers: reverse mode against differences, then forward mode in two directions, split mode
// with the memory overwritten in between, and reverse mode in two lanes against that.

#ifndef NATURAL_H
#define NATURAL_H

#include "convention.h"

#include <assert.h>
#include <time.h>
#include <stdarg.h>
#define MAXN 16
typedef double (*fn)(double *, int);
typedef struct {
  void *tape;
  double value;
} TV;
extern TV __enzyme_augmentfwd_tv(void *, ...);
typedef struct {
  double t[2];
} T2;
extern T2 __enzyme_fwddiff_t2(void *, ...);
#define CHECK(f, n, ...)                                                                                               \
  do {                                                                                                                 \
    double x0[] = __VA_ARGS__, x[MAXN], dx[MAXN] = {0}, v[2][MAXN] = {{0}}, s[MAXN] = {0}, w[2][MAXN] = {{0}};         \
    char name[64];                                                                                                     \
    double fd[MAXN];                                                                                                   \
    for (int j_ = 0; j_ < n; j_++) {                                                                                   \
      double h = 1e-5, a[MAXN], b[MAXN];                                                                               \
      memcpy(a, x0, sizeof x0);                                                                                        \
      memcpy(b, x0, sizeof x0);                                                                                        \
      a[j_] += h;                                                                                                      \
      b[j_] -= h;                                                                                                      \
      fd[j_] = (f(a, n) - f(b, n)) / (2 * h);                                                                          \
    }                                                                                                                  \
    memcpy(x, x0, sizeof x0);                                                                                          \
    __enzyme_autodiff_void((void *)f, enzyme_dup, x, dx, enzyme_const, n);                                             \
    for (int j_ = 0; j_ < n; j_++) {                                                                                   \
      snprintf(name, 64, #f " rev %d", j_);                                                                            \
      near_within(name, dx[j_], fd[j_], 2e-6);                                                                         \
    }                                                                                                                  \
    for (int j_ = 0; j_ < n; j_++)                                                                                     \
      v[0][j_] = 1, v[1][j_] = j_;                                                                                     \
    memcpy(x, x0, sizeof x0);                                                                                          \
    T2 t = __enzyme_fwddiff_t2((void *)f, enzyme_width, 2, enzyme_dup, x, v[0], v[1], enzyme_const, n);                \
    double e0 = 0, e1 = 0;                                                                                             \
    for (int j_ = 0; j_ < n; j_++)                                                                                     \
      e0 += dx[j_], e1 += j_ * dx[j_];                                                                                 \
    near_within(#f " fwd 0", t.t[0], e0, 1e-9);                                                                        \
    near_within(#f " fwd 1", t.t[1], e1, 1e-9);                                                                        \
    memcpy(x, x0, sizeof x0);                                                                                          \
    TV a_ = __enzyme_augmentfwd_tv((void *)f, enzyme_dup, x, s, enzyme_const, n);                                      \
    memset(x, 0x55, sizeof x);                                                                                         \
    __enzyme_reverse_void((void *)f, enzyme_dup, x, s, enzyme_const, n, 1.0, a_.tape);                                 \
    for (int j_ = 0; j_ < n; j_++) {                                                                                   \
      snprintf(name, 64, #f " split %d", j_);                                                                          \
      near_within(name, s[j_], dx[j_], 1e-9);                                                                          \
    }                                                                                                                  \
    memcpy(x, x0, sizeof x0);                                                                                          \
    __enzyme_autodiff_void((void *)f, enzyme_width, 2, enzyme_dup, x, w[0], w[1], enzyme_const, n, 1.0, -3.0);         \
    for (int j_ = 0; j_ < n; j_++) {                                                                                   \
      snprintf(name, 64, #f " vec %d", j_);                                                                            \
      near_within(name, w[0][j_], dx[j_], 1e-9);                                                                       \
      near_within(name, w[1][j_], -3 * dx[j_], 1e-9);                                                                  \
    }                                                                                                                  \
  } while (0)

#endif

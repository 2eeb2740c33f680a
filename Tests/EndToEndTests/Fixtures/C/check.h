// Shared by the programs of this folder. Each holds one function to differentiate, written over REAL, and compares
//
//   * its reverse-mode gradient with central differences of the same text compiled in long double,
//   * its forward-mode derivative with the gradient (dot product),
//   * the memory that a derivative call leaves behind with the memory that a plain call leaves behind.
//
// A program names itself in SELF, chooses a form, and includes this header, which includes the program twice more:
//
//   REAL    double            long double         SINGLE  float              long double
//   FN(f)   f                 f_wide              M(sin)  sin / sinl         MS(sin)  sinf / sinl
//
// Forms: FORM_VECTOR  REAL f(REAL *x, int n)                        x is read and may be overwritten
//        FORM_MAP     void f(REAL *x, int n, REAL *y, int m)        y is written completely
//        FORM_SCALARS REAL f(REAL a, REAL b, REAL c)                by value
//        FORM_CUSTOM  the program makes its own requests; AD(request, replacement) wraps each
//
// With -DNO_AD no request is made: differences in double stand in, which tests the programs themselves.

#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

#ifndef TOLERANCE
#define TOLERANCE 1e-8
#endif
#ifndef STEP
#define STEP 1e-3L
#endif
#ifdef NO_AD
#define AD(request, replacement) (replacement)
#else
#define AD(request, replacement) (request)
#endif

extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed, enzyme_width, enzyme_primal_return, enzyme_noret;
typedef struct { double a, b, c; } Triple;
extern double __enzyme_autodiff(void *, ...);
extern void __enzyme_autodiff_void(void *, ...);
extern Triple __enzyme_autodiff_triple(void *, ...);
extern double __enzyme_fwddiff(void *, ...);
extern void __enzyme_fwddiff_void(void *, ...);

typedef long double wide;

static int failures;

/// Records a failure unless `got` is `want` up to `tolerance` (relative, absolute near zero).
static inline void expect_within(const char *what, int index, double got, wide want, double tolerance) {
  if (fabsl((wide)got - want) <= tolerance * (0.1L + fabsl(want))) return;
  if (failures++ == 0) printf("FAIL %.*s", (int)sizeof SELF - 3, SELF);
  printf(" %s[%d]: %.12g instead of %.12Lg;", what, index, got, want);
}

static inline void expect(const char *what, int index, double got, wide want) {
  expect_within(what, index, got, want, TOLERANCE);
}

/// Prints the verdict and is the exit code of `main`.
static inline int verdict(void) {
  if (failures == 0) printf("ok %.*s", (int)sizeof SELF - 3, SELF);
  printf("\n");
  return failures != 0;
}

/// The derivative of `g` at 0, by central differences extrapolated twice (error of order step^6).
static inline wide derivative(wide (*g)(wide t, const void *context), const void *context, wide step) {
  wide d[3];
  for (int i = 0; i < 3; i++, step /= 2) d[i] = (g(step, context) - g(-step, context)) / (2 * step);
  wide e0 = (4 * d[1] - d[0]) / 3, e1 = (4 * d[2] - d[1]) / 3;
  return (16 * e1 - e0) / 15;
}

/// The derivative of a function of one double, for `AD`'s replacement and for expected values.
static inline wide derivative_of_(wide t, const void *c) {
  const void *const *p = c;
  wide (*g)(wide) = *(wide(*const *)(wide))p[0];
  return g(*(const wide *)p[1] + t);
}
static inline wide slope(wide (*g)(wide), wide at) {
  const void *context[2] = {&g, &at};
  return derivative(derivative_of_, context, STEP);
}

// The function under test, twice.

#define REAL double
#define SINGLE float
#define FN(name) name
#define M(name) name
#define MS(name) name##f
#include SELF
#undef REAL
#undef SINGLE
#undef FN
#undef M
#undef MS
#define REAL long double
#define SINGLE long double
#define FN(name) name##_wide
#define M(name) name##l
#define MS(name) name##l
#define WIDE
#include SELF
#undef WIDE
#undef REAL
#undef SINGLE
#undef FN
#undef M
#undef MS

#define LARGEST 64

/// The seed of output `i`, and the direction of input `i`.
static inline double weight(int i) { return 0.5 + 0.25 * (i % 4) - 0.125 * (i % 3); }
static inline double direction(int i) { return 1.0 - 0.375 * (i % 5) + 0.0625 * (i % 2); }

#if !defined(FORM_MAP) && !defined(FORM_SCALARS) && !defined(FORM_CUSTOM)
#define FORM_VECTOR
#endif

#ifdef FORM_VECTOR

// The function checked is f's result + sum of weight(i) * x[i] after the call, for x overwritten or not.

typedef struct { const double *x; int n, i; } Line;

static wide on_line_wide(wide t, const void *context) {
  const Line *line = context;
  wide x[LARGEST];
  for (int i = 0; i < line->n; i++) x[i] = line->x[i];
  for (int i = 0; i < line->n; i++) x[i] += i == line->i ? t : line->i < 0 ? t * direction(i) : 0;
  wide sum = f_wide(x, line->n);
  for (int i = 0; i < line->n; i++) sum += weight(i) * x[i];
  return sum;
}

#ifdef NO_AD
static wide on_line(wide t, const void *context) {
  const Line *line = context;
  double x[LARGEST];
  for (int i = 0; i < line->n; i++) x[i] = line->x[i];
  for (int i = 0; i < line->n; i++) x[i] += (double)(i == line->i ? t : line->i < 0 ? t * direction(i) : 0);
  wide sum = f(x, line->n);
  for (int i = 0; i < line->n; i++) sum += (wide)weight(i) * x[i];
  return sum;
}
#endif

static int check(const double *at, int n) {
  double x[LARGEST], dx[LARGEST], plain[LARGEST], v[LARGEST];
  Line line = {at, n, 0};
  (void)x, (void)v;

  memcpy(plain, at, sizeof(double) * (size_t)n);
  (void)f(plain, n);

  memcpy(x, at, sizeof(double) * (size_t)n);
  for (int i = 0; i < n; i++) dx[i] = weight(i);
#ifdef NO_AD
  for (line.i = 0; line.i < n; line.i++) dx[line.i] = (double)derivative(on_line, &line, STEP);
#else
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, dx, enzyme_const, n);
  for (int i = 0; i < n; i++) expect_within("primal after reverse, x", i, x[i], plain[i], 1e-13);
#endif
  for (line.i = 0; line.i < n; line.i++)
    expect("gradient", line.i, dx[line.i], derivative(on_line_wide, &line, STEP));

  wide product = 0;
  for (int i = 0; i < n; i++) product += (wide)dx[i] * direction(i);
  memcpy(x, at, sizeof(double) * (size_t)n);
  for (int i = 0; i < n; i++) v[i] = direction(i);
#ifdef NO_AD
  line.i = -1;
  expect("forward", 0, (double)derivative(on_line, &line, STEP), product);
#else
  double tangent = __enzyme_fwddiff((void *)f, enzyme_dup, x, v, enzyme_const, n);
  for (int i = 0; i < n; i++) tangent += weight(i) * v[i];
  expect("forward", 0, tangent, product);
  for (int i = 0; i < n; i++) expect_within("primal after forward, x", i, x[i], plain[i], 1e-13);
#endif
  return verdict();
}

#endif

#ifdef FORM_MAP

typedef struct { const double *x; int n, m, i; } Line;

static wide on_line_wide(wide t, const void *context) {
  const Line *line = context;
  wide x[LARGEST], y[LARGEST], sum = 0;
  for (int j = 0; j < line->m; j++) y[j] = 7;
  for (int i = 0; i < line->n; i++) x[i] = line->x[i];
  for (int i = 0; i < line->n; i++) x[i] += i == line->i ? t : line->i < 0 ? t * direction(i) : 0;
  f_wide(x, line->n, y, line->m);
  for (int j = 0; j < line->m; j++) sum += weight(j) * y[j];
  return sum;
}

#ifdef NO_AD
static wide on_line(wide t, const void *context) {
  const Line *line = context;
  double x[LARGEST], y[LARGEST];
  wide sum = 0;
  for (int j = 0; j < line->m; j++) y[j] = 7;
  for (int i = 0; i < line->n; i++) x[i] = line->x[i];
  for (int i = 0; i < line->n; i++) x[i] += (double)(i == line->i ? t : line->i < 0 ? t * direction(i) : 0);
  f(x, line->n, y, line->m);
  for (int j = 0; j < line->m; j++) sum += (wide)weight(j) * y[j];
  return sum;
}
#endif

static int check(const double *at, int n, int m) {
  double x[LARGEST], dx[LARGEST] = {0}, y[LARGEST] = {0}, dy[LARGEST], plain[LARGEST] = {0}, v[LARGEST];
  Line line = {at, n, m, 0};
  (void)v, (void)y;

  memcpy(x, at, sizeof(double) * (size_t)n);
  f(x, n, plain, m);

  memcpy(x, at, sizeof(double) * (size_t)n);
  for (int j = 0; j < m; j++) dy[j] = weight(j);
#ifdef NO_AD
  (void)dy;
  for (line.i = 0; line.i < n; line.i++) dx[line.i] = (double)derivative(on_line, &line, STEP);
#else
  __enzyme_autodiff_void((void *)f, enzyme_dup, x, dx, enzyme_const, n, enzyme_dup, y, dy, enzyme_const, m);
  for (int j = 0; j < m; j++) expect_within("primal after reverse, y", j, y[j], plain[j], 1e-13);
  for (int j = 0; j < m; j++) expect("seed after reverse", j, dy[j], 0);
#endif
  for (line.i = 0; line.i < n; line.i++)
    expect("gradient", line.i, dx[line.i], derivative(on_line_wide, &line, STEP));

  wide product = 0;
  for (int i = 0; i < n; i++) product += (wide)dx[i] * direction(i);
  memcpy(x, at, sizeof(double) * (size_t)n);
  for (int i = 0; i < n; i++) v[i] = direction(i);
#ifdef NO_AD
  line.i = -1;
  expect("forward", 0, (double)derivative(on_line, &line, STEP), product);
#else
  double tangent = 0;
  for (int j = 0; j < m; j++) dy[j] = 3;
  __enzyme_fwddiff_void((void *)f, enzyme_dup, x, v, enzyme_const, n, enzyme_dup, y, dy, enzyme_const, m);
  for (int j = 0; j < m; j++) tangent += weight(j) * dy[j];
  expect("forward", 0, tangent, product);
  for (int j = 0; j < m; j++) expect_within("primal after forward, y", j, y[j], plain[j], 1e-13);
#endif
  return verdict();
}

#endif

#ifdef FORM_SCALARS

typedef struct { double a, b, c; int i; } Line;

static wide on_line_wide(wide t, const void *context) {
  const Line *line = context;
  wide x[3] = {line->a, line->b, line->c};
  for (int i = 0; i < 3; i++) x[i] += i == line->i ? t : line->i < 0 ? t * direction(i) : 0;
  return f_wide(x[0], x[1], x[2]);
}

#ifdef NO_AD
static wide on_line(wide t, const void *context) {
  const Line *line = context;
  double x[3] = {line->a, line->b, line->c};
  for (int i = 0; i < 3; i++) x[i] += (double)(i == line->i ? t : line->i < 0 ? t * direction(i) : 0);
  return f(x[0], x[1], x[2]);
}
#endif

static int check(double a, double b, double c) {
  double gradient[3];
  Line line = {a, b, c, 0};
#ifdef NO_AD
  for (line.i = 0; line.i < 3; line.i++) gradient[line.i] = (double)derivative(on_line, &line, STEP);
#else
  Triple reverse = __enzyme_autodiff_triple((void *)f, a, b, c);
  gradient[0] = reverse.a, gradient[1] = reverse.b, gradient[2] = reverse.c;
#endif
  for (line.i = 0; line.i < 3; line.i++)
    expect("gradient", line.i, gradient[line.i], derivative(on_line_wide, &line, STEP));

  wide product = 0;
  for (int i = 0; i < 3; i++) product += (wide)gradient[i] * direction(i);
  line.i = -1;
  expect("forward", 0,
         AD(__enzyme_fwddiff((void *)f, enzyme_dup, a, direction(0), enzyme_dup, b, direction(1), enzyme_dup, c,
                             direction(2)),
            (double)derivative(on_line, &line, STEP)),
         product);
  return verdict();
}

#endif

#endif

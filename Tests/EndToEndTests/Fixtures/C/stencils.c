// Loops that read neighbouring elements, whose adjoints add to neighbouring elements: the engine lets one iteration add
// for two. Every gradient is compared with differences, for sizes where loops run never, once, and many times.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;

enum { most = 40 };

typedef double (*Program)(const double *, long);

static double pairs(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i + 1 < n; i++) sum += (x[i + 1] - x[i] * x[i]) * (x[i + 1] - 0.5 * x[i]);
  return sum;
}

static double downward(const double *x, long n) {
  double sum = 0;
  for (long i = n - 1; i > 0; i--) sum += x[i] * x[i - 1] * x[i - 1];
  return sum;
}

static double three(const double *x, long n) {
  double sum = 0;
  for (long i = 1; i + 1 < n; i++) {
    double curvature = x[i - 1] - 2 * x[i] + x[i + 1];
    sum += curvature * curvature * x[i];
  }
  return sum;
}

static double five(const double *x, long n) {
  double sum = 0;
  for (long i = 2; i + 2 < n; i++)
    sum += sin(x[i - 2] + 2 * x[i - 1] - 3 * x[i] + x[i + 1] * x[i + 2]);
  return sum;
}

static double farther(const double *x, long n) {
  double sum = 0;
  for (long i = 3; i < n; i++) sum += x[i] * x[i] * x[i - 3];
  return sum;
}

static double everySecond(const double *x, long n) {
  double sum = 0;
  for (long i = 2; i < n; i += 2) sum += x[i] * x[i - 2] * x[i - 1];
  return sum;
}

static double sameTwice(const double *x, long n) {
  double sum = 0;
  for (long i = 1; i < n; i++) {
    double a = x[i] * x[i - 1];
    sum += a * x[i];
    sum += a * a * x[i - 1];
  }
  return sum;
}

static double cyclic(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i] * x[(i + 1) % n] * x[i];
  return sum;
}

static double withFirst(const double *x, long n) {
  double sum = 0;
  for (long i = 1; i < n; i++) sum += x[i] * x[i - 1] * x[0];
  return sum;
}

static double conditional(const double *x, long n) {
  double sum = 0;
  for (long i = 1; i < n; i++) {
    if (x[i] > 0.2) sum += x[i] * x[i - 1];
    sum += x[i - 1] * x[i - 1] * x[i];
  }
  return sum;
}

static double stopped(const double *x, long n) {
  double sum = 0;
  for (long i = 1; i < n; i++) {
    sum += x[i] * x[i - 1] * x[i - 1];
    if (sum > 1.5) break;
  }
  return sum;
}

static double inPlace(const double *x, long n) {
  double *y = malloc((size_t)(n + 1) * sizeof *y);
  memcpy(y, x, (size_t)n * sizeof *y);
  for (int sweep = 0; sweep < 3; sweep++)
    for (long i = 1; i + 1 < n; i++) y[i] = 0.3 * y[i - 1] + 0.5 * y[i] * y[i] + 0.2 * y[i + 1];
  double sum = 0;
  for (long i = 0; i < n; i++) sum += y[i] * y[i];
  free(y);
  return sum;
}

static double recurrence(const double *x, long n) {
  double y[most];
  y[0] = x[0];
  for (long i = 1; i < n; i++) y[i] = y[i - 1] * x[i] + x[i - 1] * y[i - 1];
  double sum = 0;
  for (long i = 1; i < n; i++) sum += y[i] - y[i - 1] * y[i];
  return sum;
}

static double floats(const double *x, long n) {
  float y[most];
  for (long i = 0; i < n; i++) y[i] = (float)x[i];
  float sum = 0;
  for (long i = 1; i < n; i++) sum += y[i] * y[i - 1] * y[i - 1];
  return sum;
}

static double records(const double *x, long n) {
  struct { double place, weight; } nodes[most];
  for (long i = 0; i < n; i++) {
    nodes[i].place = x[i];
    nodes[i].weight = x[i] * x[i];
  }
  double sum = 0;
  for (long i = 1; i < n; i++) {
    double distance = nodes[i].place - nodes[i - 1].place;
    sum += distance * distance * nodes[i].weight * nodes[i - 1].weight;
  }
  return sum;
}

static double rows(const double *x, long n) {
  // The elements as a matrix with three columns.
  double sum = 0;
  for (long i = 1; i < n / 3; i++)
    for (long j = 1; j < 3; j++)
      sum += x[3 * i + j] * x[3 * i + j - 1] * x[3 * (i - 1) + j] + x[3 * (i - 1) + j - 1] * x[3 * i + j];
  return sum;
}

static double often(const double *x, long n) {
  // The first of two neighbours is read by an inner loop.
  double sum = 0;
  for (long i = 1; i < n; i++) {
    for (long j = 0; j < 3; j++) sum += x[i] * x[i] * (double)(j + 1) * sum * 0.01;
    sum += x[i - 1] * x[i - 1] * x[i];
  }
  return sum;
}

/// Two names for one array, with one shadow: what the loop adds through one of them the other one sees.
static double aliased(const double *x, const double *y, long n) {
  double sum = 0;
  for (long i = 1; i < n; i++) sum += x[i] * x[i - 1] * y[i] + y[i - 1] * x[i];
  return sum;
}

static double both(const double *x, long n) { return aliased(x, x, n); }

static int failures = 0;

static void check(const char *name, Program program, double step, double tolerance) {
  for (long n = 1; n < most; n = n < 9 ? n + 1 : n + 10) {
    double x[most], gradient[most] = {0};
    for (long i = 0; i < n; i++) x[i] = 0.4 * sin(1.7 * (double)i + 0.3) + 0.5;
    __enzyme_autodiff((void *)program, enzyme_dup, x, gradient, enzyme_const, n);
    for (long i = 0; i < n; i++) {
      double old = x[i];
      x[i] = old + step;
      double above = program(x, n);
      x[i] = old - step;
      double below = program(x, n);
      x[i] = old;
      double difference = (above - below) / (2 * step);
      if (!(fabs(difference - gradient[i]) <= tolerance * fmax(1, fabs(difference)))) {
        printf("FAIL %s: n = %ld, element %ld: %.12g instead of %.12g\n", name, n, i, gradient[i], difference);
        failures++;
        return;
      }
    }
  }
}

#define CHECK(program) check(#program, program, 1e-5, 1e-7)

int main(void) {
  CHECK(pairs);
  CHECK(downward);
  CHECK(three);
  CHECK(five);
  CHECK(farther);
  CHECK(everySecond);
  CHECK(sameTwice);
  CHECK(cyclic);
  CHECK(withFirst);
  CHECK(conditional);
  CHECK(stopped);
  CHECK(inPlace);
  CHECK(recurrence);
  check("floats", floats, 1e-2, 1e-3);
  CHECK(records);
  CHECK(rows);
  CHECK(often);
  CHECK(both);

  // The caller's arrays and their shadows may be the same for two parameters.
  double x[5] = {0.1, 0.7, -0.4, 0.9, 0.3}, shared[5] = {0}, apart[5] = {0}, other[5] = {0};
  __enzyme_autodiff((void *)aliased, enzyme_dup, x, shared, enzyme_dup, x, shared, enzyme_const, 5L);
  __enzyme_autodiff((void *)aliased, enzyme_dup, x, apart, enzyme_dup, x, other, enzyme_const, 5L);
  for (int i = 0; i < 5; i++)
    if (fabs(shared[i] - apart[i] - other[i]) > 1e-14) failures++;
  puts(failures ? "FAIL stencils" : "ok stencils");
  return failures != 0;
}

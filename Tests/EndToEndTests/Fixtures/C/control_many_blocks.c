// Hundreds of basic blocks in one function, and a chain of calls that cannot be inlined.

#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *, ...);

#define STEP(k)                         \
  if (a > 0.3 + 0.01 * ((k) % 7)) {     \
    a = a * 0.98 + b * 0.01;            \
  } else {                              \
    b = b * 0.97 + x[(k) % 4] * 0.05;   \
    a += 0.04;                          \
  }
#define STEPS_4(k) STEP(k) STEP(k + 1) STEP(k + 2) STEP(k + 3)
#define STEPS_16(k) STEPS_4(k) STEPS_4(k + 5) STEPS_4(k + 10) STEPS_4(k + 15)
#define STEPS_64(k) STEPS_16(k) STEPS_16(k + 3) STEPS_16(k + 6) STEPS_16(k + 9)

static double blocks(double *x) {
  double a = x[0], b = x[1];
  STEPS_64(0) STEPS_64(1)
  return a * b;
}

#define LINK(to, from) __attribute__((noinline)) static double to(double *x) { return from(x) * 0.99 + x[1] * 0.01; }
#define LINKS(to, from) LINK(to##1, from) LINK(to##2, to##1) LINK(to##3, to##2) LINK(to, to##3)
LINK(start, blocks)
LINKS(aa, start) LINKS(bb, aa) LINKS(cc, bb) LINKS(dd, cc) LINKS(ee, dd) LINKS(ff, ee) LINKS(gg, ff) LINKS(hh, gg)

int main(void) {
  double x[4] = {0.51, 0.42, 0.33, 0.64}, gradient[4] = {0};
  __enzyme_autodiff((void *)hh, x, gradient);
  for (int i = 0; i < 4; i++) {
    const double at = x[i], h = 1e-6;
    x[i] = at + h;
    const double above = hh(x);
    x[i] = at - h;
    const double want = (above - hh(x)) / (2 * h);
    x[i] = at;
    if (!(fabs(gradient[i] - want) < 1e-7)) return printf("FAIL: %g instead of %g\n", gradient[i], want), 1;
  }
  printf("ok control_many_blocks\n");
  return 0;
}

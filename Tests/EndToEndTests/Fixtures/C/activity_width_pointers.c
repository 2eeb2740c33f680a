// enzyme_width 3 with one shadow per direction for input and output buffers.

#ifndef REAL
#define SELF "activity_width_pointers.c"
#define FORM_CUSTOM
#include "check.h"

typedef struct { const double *x; int direction, output; } Line;
static double d[3][4] = {{1, 0, 0, 0}, {0, 1, -1, 0.5}, {0.25, 2, 0, 1}};

static wide on_line_wide(wide t, const void *context) {
  const Line *line = context;
  wide x[4], y[4];
  for (int i = 0; i < 4; i++) x[i] = line->x[i] + t * d[line->direction][i];
  f_wide(x, y, 4);
  return y[line->output];
}

int main(void) {
  double x[4] = {0.5, -1.25, 0.75, 2}, y[4], dy[3][4] = {{0}}, plain[4];
  f(x, plain, 4);
#ifdef NO_AD
  f(x, y, 4);
#else
  __enzyme_fwddiff_void((void *)f, enzyme_width, 3, enzyme_dup, x, d[0], d[1], d[2], enzyme_dup, y, dy[0], dy[1], dy[2],
                        enzyme_const, 4);
#endif
  for (int k = 0; k < 3; k++)
    for (int i = 0; i < 4; i++) {
      Line line = {x, k, i};
      wide want = derivative(on_line_wide, &line, STEP);
      expect("tangent", k * 4 + i, AD(dy[k][i], (double)want), want);
      expect("y", i, y[i], plain[i]);
    }
  return verdict();
}

#else

static void FN(f)(const REAL *x, REAL *y, int n) {
  REAL previous = 1;
  for (int i = 0; i < n; i++) {
    previous = previous * x[i] + M(cos)(x[i]);
    y[i] = previous * x[0];
  }
}

#endif

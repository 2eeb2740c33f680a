// Numbers are printed, and constants are read from text and files, beside the computation.

#ifndef REAL
#define SELF "text_beside_numbers.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75};
  return check(x, 3);
}

#else

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static REAL FN(f)(REAL *x, int n) {
  char label[64], line[64];
  snprintf(label, sizeof label, "%.3f", (double)x[0]);
  REAL sum = strlen(label) * x[1];
  strcpy(line, "2.5 4");
  char *rest;
  sum += strtod(line, &rest) * x[0] * x[0];
  sum += atof(rest) * x[2];
  double scale = 0;
  if (sscanf("1.25", "%lf", &scale) == 1) sum *= scale;

  double weights[2] = {3, 7}, read[2] = {0};
  FILE *log = tmpfile(), *file = tmpfile();
  fprintf(log, "%g %g\n", (double)x[0], (double)sum);
  fwrite(weights, sizeof weights, 1, file);
  rewind(file);
  size_t count = fread(read, sizeof read, 1, file);
  fclose(file), fclose(log);
  return count * (read[0] * sum * sum + read[1] * x[n - 1]);
}

#endif

// A number is written to a file and read again: its derivative would be lost.
// expect: number_through_file.c:15:
// expect: a number that is read from text or a file to which numbers with a derivative were written
#include "request.h"
#include <stdio.h>

double f(double x) {
  double square = x * x, copy = 0;
  FILE *file = fopen("/tmp/numbers", "wb");
  fwrite(&square, sizeof square, 1, file);
  fclose(file);
  file = fopen("/tmp/numbers", "rb");
  // The line that reads is the one that is refused.
  size_t count =
      fread(&copy, sizeof copy, 1, file);
  fclose(file);
  return count * x * copy;
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

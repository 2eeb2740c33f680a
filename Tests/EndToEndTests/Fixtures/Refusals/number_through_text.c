// A number becomes text and a number again: its derivative would be lost.
// expect: number_through_text.c:14:10
// expect: a number that is read from text or a file to which numbers with a derivative were written
// expect: pass the number itself
#include "request.h"
#include <stdio.h>
#include <string.h>

static __attribute__((noinline)) void spell(char *text, double x) { snprintf(text, 64, "%.17g", x); }

static __attribute__((noinline)) double spelled(const char *text) {
  char copy[64];
  double x = 0;
  return sscanf(strcpy(copy, text), "%lf", &x) == 1 ? x : 0;
}

double f(double x) {
  char text[64];
  spell(text, x * x);
  return x * spelled(text);
}

int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }

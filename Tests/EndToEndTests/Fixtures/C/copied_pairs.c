// Structures of two floats are copied as one word: what is known of one half must not hide the other.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff(void *, ...);

typedef struct {
  float a, b;
} Pair;

typedef struct {
  Pair first;
  float last[2];
} Nest;

__attribute__((noinline)) static void scaleFirst(void *from, void *to) {
  Pair *in = from, *out = to;
  *out = *in;
  out->a *= 2;
}

__attribute__((noinline)) static void scaleSecond(void *from, void *to) {
  Pair *in = from, *out = to;
  *out = *in;
  out->b *= 3;
}

__attribute__((noinline)) static void scaleInner(void *from, void *to) {
  Nest *in = from, *out = to;
  out->first = in->first;
  out->last[0] = in->last[1];
  out->last[1] = in->last[0];
  out->first.b *= 5;
}

static int check(const char *name, void (*function)(void *, void *), int count, const float *expected) {
  float *in = calloc(count, 4), *out = calloc(count, 4), *dIn = calloc(count, 4), *dOut = calloc(count, 4);
  int failed = 0;
  for (int i = 0; i < count; i++) in[i] = 1 + i, dOut[i] = 1 + 0.5f * i;
  __enzyme_autodiff((void *)function, enzyme_dup, in, dIn, enzyme_dup, out, dOut);
  for (int i = 0; i < count; i++) {
    if (fabsf(dIn[i] - expected[i]) > 1e-6f) {
      printf("%s: derivative %d is %g instead of %g\n", name, i, dIn[i], expected[i]);
      failed = 1;
    }
    if (dOut[i] != 0) {
      printf("%s: adjoint %d of the result is left\n", name, i);
      failed = 1;
    }
  }
  free(in), free(out), free(dIn), free(dOut);
  return failed;
}

int main() {
  int failed = check("scaleFirst", scaleFirst, 2, (float[]){2, 1.5f});
  failed |= check("scaleSecond", scaleSecond, 2, (float[]){1, 4.5f});
  failed |= check("scaleInner", scaleInner, 4, (float[]){1, 7.5f, 2.5f, 2});
  if (!failed) printf("ok copied_pairs\n");
  return failed;
}

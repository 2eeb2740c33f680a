// Instructions of x86 processors that compilers know only by name: rounding under a mask, sums of neighbouring integers.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

static void check(const char *name, double actual, double expected) {
  if (fabs(actual - expected) < 1e-5) return;
  printf("%s: %g, expected %g\n", name, actual, expected);
  exit(1);
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx512f,avx512vl,avx512dq"))) static double rounded(double x) {
  __m256d a = _mm256_set_pd(x, 2 * x, 3.5 * x, x * x), b = _mm256_mul_pd(a, a);
  __m256d r = _mm256_mul_pd(_mm256_mask_roundscale_pd(b, 5, a, 1), a);
  __m128d low = _mm256_castpd256_pd128(a), square = _mm256_castpd256_pd128(b);
  __m128d s = _mm_mask_roundscale_sd(square, 0, low, square, 1), t = _mm_mask_roundscale_sd(square, 1, low, square, 1);
  return r[0] + 2 * r[1] + 3 * r[2] + 4 * r[3] + 5 * s[0] + 6 * s[1] + 7 * t[0] * x;
}

static int counts[8] = {1, 2, 3, 4, 5, 6, 7, 8};

__attribute__((target("ssse3"))) static double neighbours(double x) {
  int tripled[8];
  for (int i = 0; i < 8; i++) tripled[i] = 3 * counts[i];
  __m128i sums = _mm_hadd_epi32(_mm_loadu_si128((void *)tripled), _mm_loadu_si128((void *)(tripled + 4)));
  int parts[4];
  _mm_storeu_si128((void *)parts, _mm_hsub_epi32(sums, sums));
  return x * x * parts[0] + x * parts[1];
}

#define CHECK(f)                                                       \
  do {                                                                 \
    double h = 1e-6, expected = (f(0.9 + h) - f(0.9 - h)) / (2 * h);   \
    check(#f, __enzyme_autodiff((void *)f, 0.9), expected);            \
    check(#f, __enzyme_fwddiff((void *)f, 0.9, 1.0), expected);        \
  } while (0)

int main(void) {
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) CHECK(rounded);
  if (__builtin_cpu_supports("ssse3")) CHECK(neighbours);
  printf("ok found_steps\n");
  return 0;
}
#else
int main(void) {
  check("none", 0, 0);
  printf("ok found_steps\n");
  return 0;
}
#endif

// Vectors by intrinsics: choice by masks, signs by exclusive or, extrema, shuffles of bits, powers of two.
#include "check.hpp"
#if defined(__x86_64__)
#include <immintrin.h>
static __m128d exponential(__m128d x) {
  __m128i k = _mm_cvtpd_epi32(_mm_mul_pd(x, _mm_set1_pd(1.4426950408889634)));
  __m128d r = _mm_sub_pd(x, _mm_mul_pd(_mm_cvtepi32_pd(k), _mm_set1_pd(0.6931471805599453))), p = _mm_set1_pd(1);
  for (int i = 13; i > 0; i--) p = _mm_add_pd(_mm_set1_pd(1), _mm_mul_pd(p, _mm_div_pd(r, _mm_set1_pd(i))));
  k = _mm_shuffle_epi32(_mm_add_epi32(k, _mm_set1_epi32(1023)), 0x50);
  return _mm_mul_pd(p, _mm_castsi128_pd(_mm_slli_epi64(_mm_and_si128(k, _mm_set1_epi64x(0xffffffff)), 52)));
}
static double narrow(const double *x) {
  __m128d a = _mm_loadu_pd(x), b = _mm_loadu_pd(x + 2), one = _mm_set1_pd(1), m = _mm_cmplt_pd(a, b);
  __m128d s = _mm_or_pd(_mm_and_pd(m, _mm_mul_pd(a, b)), _mm_andnot_pd(m, _mm_add_pd(a, one)));
  s = _mm_add_pd(s, _mm_mul_pd(_mm_andnot_pd(_mm_set1_pd(-0.0), a), a));
  s = _mm_add_pd(s, _mm_mul_pd(_mm_xor_pd(b, _mm_set_pd(-0.0, 0.0)), b));
  s = _mm_add_pd(_mm_add_pd(s, _mm_max_pd(a, b)), _mm_sqrt_pd(_mm_min_pd(_mm_mul_pd(a, a), one)));
  s = _mm_add_pd(s, exponential(_mm_mul_pd(s, b)));
  __m128d turned = _mm_castsi128_pd(_mm_shuffle_epi32(_mm_castpd_si128(s), 0x4e));
  s = _mm_add_pd(s, _mm_mul_pd(turned, turned));
  return _mm_cvtsd_f64(_mm_add_pd(s, _mm_unpackhi_pd(s, s)));
}
__attribute__((target("avx2,fma"))) static double wide(const double *x) {
  __m256d a = _mm256_loadu_pd(x), b = _mm256_permute4x64_pd(a, 0x1b);
  __m256d c = _mm256_fmadd_pd(a, b, _mm256_set1_pd(0.5));
  __m256d d = _mm256_blendv_pd(a, b, _mm256_cmp_pd(a, b, _CMP_LT_OQ));
  c = _mm256_add_pd(c, _mm256_hadd_pd(d, _mm256_mul_pd(a, a)));
  c = _mm256_add_pd(c, _mm256_max_pd(_mm256_setzero_pd(), _mm256_fmaddsub_pd(a, d, _mm256_addsub_pd(a, d))));
  c = _mm256_sub_pd(c, _mm256_round_pd(_mm256_mul_pd(c, _mm256_set1_pd(0.001)), _MM_FROUND_TO_NEAREST_INT));
  __m256i m = _mm256_set_epi64x(0, -1, -1, -1);
  double o[4] = {9, 9, 9, 9};
  _mm256_maskstore_pd(o, m, _mm256_add_pd(c, _mm256_maskload_pd(x, m)));
  c = _mm256_mul_pd(_mm256_i32gather_pd(x, _mm_set_epi32(3, 0, 2, 1), 8), c);
  __m128d h = _mm_add_pd(_mm256_castpd256_pd128(c), _mm256_extractf128_pd(c, 1));
  return _mm_cvtsd_f64(_mm_hadd_pd(h, h)) + o[0] * o[1] + o[3];
}
static double f(const double *x, int n) { return narrow(x) + (__builtin_cpu_supports("avx2") ? wide(x) : 0); }
CHECK(f, 0.3, 1.2, -0.7, 0.9)
#else
int main() { std::printf("ok\n"); }
#endif

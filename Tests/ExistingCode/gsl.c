// Programs that use the GNU Scientific Library, differentiated with the library's own code, unchanged. CASE chooses one;
// each prints "ok" if reverse mode, forward mode and differences agree. `Scripts/check-gsl` builds and runs them.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_chebyshev.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_poly.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf.h>
#include <gsl/gsl_spline.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

#if CASE == 1  // special functions
static double f(double x) {
  return gsl_sf_bessel_J0(x) + gsl_sf_bessel_Y1(x) + gsl_sf_gamma(x) + gsl_sf_erf(x)
         + gsl_sf_airy_Ai(x, GSL_PREC_DOUBLE);
}
#elif CASE == 2  // adaptive quadrature with a callback
static double damped(double t, void *rate) { return exp(-*(double *)rate * t) * sin(t); }

static double f(double x) {
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(100);
  gsl_function function = {damped, &x};
  double result, error;
  gsl_integration_qag(&function, 0, 2, 1e-9, 1e-9, 100, GSL_INTEG_GAUSS21, workspace, &result, &error);
  gsl_integration_workspace_free(workspace);
  return result;
}
#elif CASE == 3  // an ordinary differential equation with adaptive steps
static int oscillator(double t, const double y[], double dy[], void *damping) {
  dy[0] = y[1];
  dy[1] = -y[0] - *(double *)damping * y[1] * (y[0] * y[0] - 1);
  return GSL_SUCCESS;
}

static double f(double x) {
  gsl_odeiv2_system system = {oscillator, 0, 2, &x};
  gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-10, 1e-10);
  double t = 0, y[2] = {1, 0};
  gsl_odeiv2_driver_apply(driver, &t, 1.5, y);
  gsl_odeiv2_driver_free(driver);
  return y[0] + y[1];
}
#elif CASE == 4  // a spline, evaluated and integrated
static double f(double x) {
  double places[8], values[8];
  for (int i = 0; i < 8; i++) places[i] = i, values[i] = sin(x * i);
  gsl_interp_accel *cache = gsl_interp_accel_alloc();
  gsl_spline *spline = gsl_spline_alloc(gsl_interp_cspline, 8);
  gsl_spline_init(spline, places, values, 8);
  double result = gsl_spline_eval(spline, 3.3, cache) + gsl_spline_eval_integ(spline, 1, 4, cache);
  gsl_spline_free(spline);
  gsl_interp_accel_free(cache);
  return result;
}
#elif CASE == 5  // Brent's method
static double cubic(double y, void *x) { return y * y * y - *(double *)x; }

static double f(double x) {
  gsl_function function = {cubic, &x};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  gsl_root_fsolver_set(solver, &function, 0, 5);
  double root = 0;
  for (int i = 0; i < 60; i++) {
    gsl_root_fsolver_iterate(solver);
    root = gsl_root_fsolver_root(solver);
    double low = gsl_root_fsolver_x_lower(solver), high = gsl_root_fsolver_x_upper(solver);
    if (gsl_root_test_interval(low, high, 0, 1e-13) == GSL_SUCCESS) break;
  }
  gsl_root_fsolver_free(solver);
  return root * root;
}
#elif CASE == 6  // a determinant and a linear system
static double f(double x) {
  gsl_matrix *matrix = gsl_matrix_alloc(4, 4);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) gsl_matrix_set(matrix, i, j, cos(x * (i + 1) * (j + 2)) + (i == j) * 3);
  gsl_permutation *permutation = gsl_permutation_alloc(4);
  gsl_vector *right = gsl_vector_alloc(4), *left = gsl_vector_alloc(4);
  int sign;
  gsl_linalg_LU_decomp(matrix, permutation, &sign);
  gsl_vector_set_all(right, x);
  gsl_linalg_LU_solve(matrix, permutation, right, left);
  double result = gsl_linalg_LU_det(matrix, sign) / 100 + gsl_vector_get(left, 2);
  gsl_vector_free(right);
  gsl_vector_free(left);
  gsl_permutation_free(permutation);
  gsl_matrix_free(matrix);
  return result;
}
#elif CASE == 7  // distributions
static double f(double x) {
  return gsl_cdf_gaussian_P(x, 1.3) + gsl_cdf_gamma_P(x, 2, 1.5) + gsl_ran_beta_pdf(x / 5, 2, 3)
         + gsl_cdf_tdist_P(x, 4) + gsl_ran_poisson_pdf(3, x);
}
#elif CASE == 8  // a polynomial, statistics, a Fourier transform
static double f(double x) {
  double coefficients[5] = {1, x, -2, x * x, 0.5}, data[16];
  for (int i = 0; i < 16; i++) data[i] = sin(i * x);
  double result = gsl_poly_eval(coefficients, 5, x) / 10 + gsl_stats_variance(data, 1, 16) + gsl_stats_skew(data, 1, 16);
  gsl_fft_real_radix2_transform(data, 1, 16);
  return result + data[3] * data[5];
}
#elif CASE == 9  // Cholesky and QR decompositions
static double f(double x) {
  gsl_matrix *matrix = gsl_matrix_alloc(3, 3), *copy = gsl_matrix_calloc(3, 3);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) gsl_matrix_set(matrix, i, j, 1 / (i + j + x) + (i == j));
  gsl_linalg_cholesky_decomp1(matrix);
  gsl_matrix_memcpy(copy, matrix);
  gsl_vector *scales = gsl_vector_alloc(3);
  gsl_linalg_QR_decomp(copy, scales);
  double result = gsl_matrix_get(matrix, 2, 1) + gsl_matrix_get(copy, 0, 0);
  gsl_vector_free(scales);
  gsl_matrix_free(copy);
  gsl_matrix_free(matrix);
  return result;
}
#elif CASE == 10  // a series of Chebyshev polynomials
static double damped(double t, void *rate) { return exp(-*(double *)rate * t) * sin(t); }

static double f(double x) {
  gsl_function function = {damped, &x};
  gsl_cheb_series *series = gsl_cheb_alloc(20);
  gsl_cheb_init(series, &function, 0, 2);
  double result = gsl_cheb_eval(series, 0.7);
  gsl_cheb_free(series);
  return result;
}
#endif

int main(void) {
  double x = 2.3, h = 1e-3;
  double reverse = __enzyme_autodiff((void *)f, x), forward = __enzyme_fwddiff((void *)f, x, 1.0);
  double differences = (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
  int isRight = fabs(reverse - differences) < 1e-6 * (1 + fabs(differences))
                && fabs(reverse - forward) < 1e-9 * (1 + fabs(reverse));
  printf("%s  reverse %.12g  forward %.12g  differences %.12g\n", isRight ? "ok" : "WRONG", reverse, forward, differences);
  return !isRight;
}

// Solvers, integrators, transforms, factorisations, tables, sampling: small programs as people write them.

#include "natural.h"

static double newton(double *x, int n) {
  double y = 3;
  for (int i = 0; i < 50; i++) {
    double f = y * y * y - x[0] * y - x[1], d = 3 * y * y - x[0];
    double s = f / d;
    y -= s;
    if (fabs(s) < 1e-14)
      break;
  }
  return y * y;
}
static void rhs(const double *s, double *d, const double *p) {
  d[0] = p[0] * s[0] - p[1] * s[0] * s[1];
  d[1] = -p[2] * s[1] + p[3] * s[0] * s[1];
}
static double rk4(double *x, int n) {
  double s[2] = {1, .5}, k[4][2], t[2], h = .05;
  for (int it = 0; it < 20; it++) {
    rhs(s, k[0], x);
    for (int i = 0; i < 2; i++)
      t[i] = s[i] + h / 2 * k[0][i];
    rhs(t, k[1], x);
    for (int i = 0; i < 2; i++)
      t[i] = s[i] + h / 2 * k[1][i];
    rhs(t, k[2], x);
    for (int i = 0; i < 2; i++)
      t[i] = s[i] + h * k[2][i];
    rhs(t, k[3], x);
    for (int i = 0; i < 2; i++)
      s[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
  }
  return s[0] * s[0] + s[1];
}
static void fft(double *re, double *im, int n) {
  if (n == 1)
    return;
  double *er = malloc(n / 2 * 8), *ei = malloc(n / 2 * 8), *or_ = malloc(n / 2 * 8), *oi = malloc(n / 2 * 8);
  for (int i = 0; i < n / 2; i++) {
    er[i] = re[2 * i];
    ei[i] = im[2 * i];
    or_[i] = re[2 * i + 1];
    oi[i] = im[2 * i + 1];
  }
  fft(er, ei, n / 2);
  fft(or_, oi, n / 2);
  for (int k = 0; k < n / 2; k++) {
    double c = cos(-2 * M_PI * k / n), s = sin(-2 * M_PI * k / n);
    double tr = c * or_[k] - s * oi[k], ti = s * or_[k] + c * oi[k];
    re[k] = er[k] + tr;
    im[k] = ei[k] + ti;
    re[k + n / 2] = er[k] - tr;
    im[k + n / 2] = ei[k] - ti;
  }
  free(er);
  free(ei);
  free(or_);
  free(oi);
}
static double fftf(double *x, int n) {
  double im[8] = {0}, re[8];
  memcpy(re, x, sizeof re);
  fft(re, im, 8);
  double s = 0;
  for (int i = 0; i < 8; i++)
    s += (i + 1) * (re[i] * re[i] + im[i] * im[i] * im[i]);
  return s;
}
static double chol(double *x, int n) {
  double a[3][3] = {{4 + x[0], x[1], x[2]}, {x[1], 5 + x[3], x[4]}, {x[2], x[4], 6 + x[5]}}, l[3][3] = {{0}};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j <= i; j++) {
      double s = a[i][j];
      for (int k = 0; k < j; k++)
        s -= l[i][k] * l[j][k];
      if (i == j) {
        if (s <= 0)
          return NAN;
        l[i][i] = sqrt(s);
      } else
        l[i][j] = s / l[j][j];
    }
  double d = 0;
  for (int i = 0; i < 3; i++)
    d += 2 * log(l[i][i]);
  return d;
}
static double sorts(double *x, int n) {
  double t[8];
  for (int i = 0; i < n; i++)
    t[i] = x[i];
  for (int i = 1; i < n; i++) {
    double k = t[i];
    int j = i - 1;
    while (j >= 0 && t[j] > k) {
      t[j + 1] = t[j];
      j--;
    }
    t[j + 1] = k;
  }
  double s = 0;
  for (int i = 0; i < n; i++)
    s += (i + 1) * t[i] * t[i];
  return s;
}
static int cmp(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
static double interp(double *x, int n) {
  static const double tx[5] = {0, 1, 2, 3, 4};
  double ty[5] = {0, x[0], x[1], x[0] * x[1], 1};
  double q = x[2];
  int i = 0;
  while (i < 3 && q > tx[i + 1])
    i++;
  double w = (q - tx[i]) / (tx[i + 1] - tx[i]);
  return (1 - w) * ty[i] + w * ty[i + 1];
}
static unsigned long lcg;
static double rnd(void) {
  lcg = lcg * 6364136223846793005UL + 1442695040888963407UL;
  return (lcg >> 11) * (1.0 / 9007199254740992.0);
}
static double mc(double *x, int n) {
  lcg = 42;
  double s = 0;
  for (int i = 0; i < 200; i++) {
    double u = rnd(), v = rnd();
    double z = sqrt(-2 * log(u + 1e-12)) * cos(2 * M_PI * v);
    double p = x[0] * exp((x[1] - .5 * x[2] * x[2]) + x[2] * z);
    if (p > 1)
      s += p - 1;
  }
  return s / 200;
}
static double dp(double *x, int n) {
  double d[5][5];
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++) {
      double c = x[(i * 3 + j) % n] * x[(i + j) % n];
      if (i == 0 && j == 0)
        d[i][j] = c;
      else if (i == 0)
        d[i][j] = d[i][j - 1] + c;
      else if (j == 0)
        d[i][j] = d[i - 1][j] + c;
      else
        d[i][j] = c + fmax(d[i - 1][j], fmax(d[i][j - 1], d[i - 1][j - 1]));
    }
  return d[4][4];
}
static double softmax(double *x, int n) {
  double m = x[0];
  for (int i = 1; i < n; i++)
    m = fmax(m, x[i]);
  double z = 0;
  for (int i = 0; i < n; i++)
    z += exp(x[i] - m);
  return m + log(z) - x[0];
}
static double vla(double *x, int n) {
  double t[n][n];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      t[i][j] = x[i] * sin(x[j]);
  double s = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      s += t[i][j] * t[j][i];
  return s;
}
static double gotos(double *x, int n) {
  int i = 0;
  double s = 0;
again:
  s += x[i] * x[i] * s + x[i];
  if (++i < n)
    goto again;
  return s;
}
static double sw(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++)
    switch (i % 4) {
    case 0:
      s += x[i];
      break;
    case 1:
      s *= x[i];
    case 2:
      s += x[i] * x[i];
      break;
    default:
      s -= cos(x[i]);
    }
  return s;
}
static double reall(double *x, int n) {
  double *b = 0;
  int cap = 0, m = 0;
  for (int i = 0; i < n; i++)
    for (int k = 0; k <= i; k++) {
      if (m == cap) {
        cap = cap ? cap * 2 : 2;
        b = realloc(b, cap * sizeof *b);
      }
      b[m++] = x[i] * x[k];
    }
  double s = 0;
  for (int i = 0; i < m; i++)
    s += b[i] * b[m - 1 - i];
  free(b);
  return s;
}
struct mat {
  int r, c;
  double *d;
};
static struct mat *mk(int r, int c) {
  struct mat *m = malloc(sizeof *m);
  m->r = r;
  m->c = c;
  m->d = calloc(r * c, 8);
  return m;
}
static double mats(double *x, int n) {
  struct mat *a = mk(2, 2), *b = mk(2, 2);
  for (int i = 0; i < 4; i++) {
    a->d[i] = x[i];
    b->d[i] = x[i] * x[i];
  }
  struct mat *c = mk(2, 2);
  for (int i = 0; i < a->r; i++)
    for (int j = 0; j < b->c; j++)
      for (int k = 0; k < a->c; k++)
        c->d[i * c->c + j] += a->d[i * a->c + k] * b->d[k * b->c + j];
  double t = c->d[0] + c->d[3] * c->d[1];
  free(a->d);
  free(a);
  free(b->d);
  free(b);
  free(c->d);
  free(c);
  return t;
}
static double pp(double *x, int n) {
  double **r = malloc(n * sizeof *r);
  for (int i = 0; i < n; i++) {
    r[i] = malloc(n * 8);
    for (int j = 0; j < n; j++)
      r[i][j] = x[i] * x[j] + i;
  }
  double *t = r[0];
  r[0] = r[1];
  r[1] = t;
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += r[i][i] * r[i][0];
    free(r[i]);
  }
  free(r);
  return s;
}
typedef double (*op)(double, double);
static double ad(double a, double b) { return a + b; }
static double mu(double a, double b) { return a * b; }
static double po(double a, double b) { return pow(fabs(a) + .1, b); }
static const op ops[] = {ad, mu, po};
static double table(double *x, int n) {
  double s = 1;
  for (int i = 0; i < n; i++)
    s = ops[i % 3](s, x[i]);
  return s;
}
static void cb(void (*f)(double *, double, void *), double *acc, double *x, int n, void *u) {
  for (int i = 0; i < n; i++)
    f(acc, x[i], u);
}
static void addsq(double *a, double v, void *u) { *a += v * v * *(double *)u; }
static double callback(double *x, int n) {
  double s = 0, k = x[0];
  cb(addsq, &s, x, n, &k);
  return s;
}
static double hyp(double *x, int n) {
  return hypot(x[0], x[1]) * atan2(x[1], x[0]) + cbrt(x[2]) + erf(x[0]) + tgamma(x[2]) + log1p(x[1]) + fmod(x[2], .7) +
         floor(x[0]) * x[0] + copysign(x[1], -1);
}
static double err(double *x, int n) {
  double r = 0;
  int ok = x[0] > 0;
  if (!ok) {
    fprintf(stderr, "bad\n");
    exit(1);
  }
  r = log(x[0]);
  return r * x[1];
}
static double strs(double *x, int n) {
  const char *e = "+*-+*";
  double s = x[0];
  for (const char *p = e; *p; p++) {
    int i = (p - e) % n;
    if (*p == '+')
      s += x[i];
    else if (*p == '*')
      s *= x[i];
    else
      s -= x[i] * x[i];
  }
  return s * strlen(e);
}
int main() {
  CHECK(newton, 2, {3, 2.5});
  CHECK(rk4, 4, {1.1, .4, .9, .3});
  CHECK(fftf, 8, {1, .5, -.3, 2, .1, .7, -1, .4});
  CHECK(chol, 6, {.1, .2, .3, .4, .5, .6});
  CHECK(sorts, 5, {3, 1, 2, .5, 4});
  CHECK(interp, 3, {2, 3, 1.4});
  CHECK(mc, 3, {1, .05, .2});
  CHECK(dp, 5, {1, 2, .5, 1.7, .3});
  CHECK(softmax, 4, {.1, .5, -.2, 1});
  CHECK(vla, 3, {.1, .5, .8});
  CHECK(gotos, 3, {.1, .5, .8});
  CHECK(sw, 6, {.1, .5, .8, .3, .4, .9});
  CHECK(reall, 4, {.1, .5, .8, 1.2});
  CHECK(mats, 4, {.1, .5, .8, 1.2});
  CHECK(pp, 3, {.1, .5, .8});
  CHECK(table, 5, {.1, .5, .8, 1.2, .3});
  CHECK(callback, 3, {.5, 1, 2});
  CHECK(hyp, 3, {.5, .8, 1.5});
  CHECK(err, 2, {.5, 2});
  CHECK(strs, 3, {.5, 2, 1.5});
  return verdict("natural_numerics");
}

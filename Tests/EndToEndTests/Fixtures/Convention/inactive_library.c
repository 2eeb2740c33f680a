// Text, time, random numbers, and ends of the program beside the numbers.

#include "near.h"
#include <time.h>
#include <sys/time.h>
#include <errno.h>
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double f(double x, const char *op) {
  char name[32];
  snprintf(name, sizeof name, "op-%s", op);
  if (strcmp(name, "op-sin") == 0) return sin(x);
  if (!strncmp(op, "cos", 3)) return cos(x);
  if (strstr(op, "xp")) return exp(x) * strlen(op);
  fprintf(stderr, "%g\n", x);
  exit(3);
}
double g(double x) {
  clock_t t = clock();
  time_t w = time(NULL);
  struct timeval tv;
  gettimeofday(&tv, 0);
  double s = 0;
  for (int i = 0; i < 10; i++) s += x * i;
  if (clock() < t) puts("odd");
  if (getenv("NO_SUCH_THING")) s *= 2;
  (void)w;
  return s + 0 * (double)(tv.tv_sec > 0);
}
double h(double x) {
  srand(1);
  double r = rand() / (RAND_MAX + 1.0);
  srand(1);
  double r2 = rand() / (RAND_MAX + 1.0);
  assert(r == r2);
  return x * x * (r - r2 + 1);
}
double k(double x) {
  if (x < 0) {
    fputs("negative\n", stderr);
    abort();
  }
  assert(x < 1e9 && "large");
  if (isnan(x)) exit(1);
  return sqrt(x);
}
double p(double x) {
  printf("x = %f\n", x);
  double y = x * x;
  fprintf(stdout, "y = %g %d %s\n", y, 3, "ok?");
  putchar('.');
  puts("");
  fflush(stdout);
  return y * x;
}
double e(double x) {
  errno = 0;
  double y = log(x);
  if (errno) perror("log");
  return y;
}
static int depth;
double lines(double x, char *s) {
  int n = 0;
  for (char *c = strtok(s, " "); c; c = strtok(NULL, " ")) n += atoi(c);
  depth = n;
  return pow(x, n);
}
int main() {
  NEAR(__enzyme_autodiff((void *)f, .5, enzyme_const, "sin"), cos(.5));
  NEAR(__enzyme_autodiff((void *)f, .5, enzyme_const, "cosine"), -sin(.5));
  NEAR(__enzyme_fwddiff((void *)f, .5, 1., enzyme_const, "exp"), 3 * exp(.5));
  NEAR(__enzyme_autodiff((void *)g, .5), 45);
  NEAR(__enzyme_fwddiff((void *)g, .5, 1.), 45);
  NEAR(__enzyme_autodiff((void *)h, .5), 1);
  NEAR(__enzyme_autodiff((void *)k, 4.), .25);
  NEAR(__enzyme_autodiff((void *)p, 2.), 12);
  NEAR(__enzyme_fwddiff((void *)p, 2., 1.), 12);
  NEAR(__enzyme_autodiff((void *)e, 2.), .5);
  char s[] = "1 2 3";
  NEAR(__enzyme_autodiff((void *)lines, 2., enzyme_const, s), 6 * 32);
  DONE;
}

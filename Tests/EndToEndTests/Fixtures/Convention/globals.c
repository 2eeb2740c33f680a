// Globals that change between requests, scratch memory, static locals, marks.

#include "near.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
double scale = 3;
static double tab[4] = {1, 2, 3, 4};
double hist[16];
int nhist;
const double k[3] = {.5, .25, .125};
double counter_total;
void *__enzyme_inactive_global_1[] = {(void *)&counter_total};
__attribute__((annotate("enzyme_inactive"))) double log_last;
double f(double x) { return x * x * scale; }
double g(double x) {
  double s = 0;
  for (int i = 0; i < 4; i++) s += tab[i] * pow(x, i);
  return s;
}
double h(double x) {
  double s = 0;
  for (int i = 0; i < 3; i++) s += k[i] * x * x;
  counter_total += s;
  log_last = x;
  return s;
}
double st(double x) {
  static int calls;
  static const double w[2] = {2, 5};
  calls++;
  return w[0] * x + w[1] * x * x + (calls > 1000);
}
double buf[8];
double sc(double x) {
  for (int i = 0; i < 8; i++) buf[i] = x * i;
  double s = 0;
  for (int i = 0; i < 8; i++) s += buf[i] * buf[i];
  return s;
}
static double memo[32];
static int have[32];
double acc;
double ga(double x) {
  acc = 0;
  for (int i = 1; i < 5; i++) acc += x * x * i;
  return acc;
}
int main() {
  scale = 4;
  tab[1] = 7;
  NEAR(__enzyme_autodiff((void *)f, 2.), 16);
  NEAR(__enzyme_autodiff((void *)g, 2.), 7 + 12 + 48);
  NEAR(__enzyme_autodiff((void *)h, 2.), .875 * 4);
  NEAR(counter_total, .875 * 4);
  NEAR(__enzyme_autodiff((void *)st, 2.), 22);
  NEAR(__enzyme_autodiff((void *)sc, 2.), 2 * 2 * 140);
  NEAR(__enzyme_fwddiff((void *)sc, 2., 1.), 560);
  NEAR(__enzyme_autodiff((void *)ga, 2.), 40);
  NEAR(__enzyme_fwddiff((void *)ga, 2., 1.), 40);
  NEAR(__enzyme_fwddiff((void *)h, 2., 1.), 3.5);
  DONE;
}

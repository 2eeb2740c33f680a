// Rosenbrock's function in C: its gradient through Enzyme's calling convention, checked against the gradient written by
// hand, and used to walk down to the minimum.
//
//     nabla run Examples/Rosenbrock/rosenbrock.c

#include <math.h>
#include <stdint.h>
#include <stdio.h>

extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff(void *, ...);

enum { size = 1000 };

static double rosenbrock(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n - 1; i++) {
    double slope = 1 - x[i];
    double valley = x[i + 1] - x[i] * x[i];
    sum += slope * slope + 100 * valley * valley;
  }
  return sum;
}

// The derivative with respect to x is *added* to gradient, therefore it starts at zero.
static void generated_gradient(const double *x, double *gradient, int n) {
  for (int i = 0; i < n; i++) gradient[i] = 0;
  __enzyme_autodiff((void *)rosenbrock, enzyme_dup, x, gradient, enzyme_const, n);
}

static void hand_written_gradient(const double *x, double *gradient, int n) {
  for (int i = 0; i < n; i++) gradient[i] = 0;
  for (int i = 0; i < n - 1; i++) {
    double valley = x[i + 1] - x[i] * x[i];
    gradient[i] += -2 * (1 - x[i]) - 400 * valley * x[i];
    gradient[i + 1] += 200 * valley;
  }
}

static double squared_norm(const double *v, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += v[i] * v[i];
  return sum;
}

// Compares both gradients at a point of pseudorandom numbers between -1 and 1; returns whether they agree.
static int check(void) {
  static double x[size], generated[size], by_hand[size];
  uint64_t state = 7;
  for (int i = 0; i < size; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    x[i] = 2 * ((double)(state >> 11) / 9007199254740992.0) - 1;
  }
  generated_gradient(x, generated, size);
  hand_written_gradient(x, by_hand, size);

  double largest = 0;
  for (int i = 0; i < size; i++) {
    double scale = fmax(1, fabs(generated[i]) + fabs(by_hand[i]));
    double difference = fabs(generated[i] - by_hand[i]) / scale;
    // Written so that a NaN is the largest.
    if (!(difference <= largest)) largest = difference;
  }
  int passed = largest <= 1e-12;
  printf("Rosenbrock's function of %d numbers\n", size);
  printf("  value       %.15g\n", rosenbrock(x, size));
  printf("  gradient    norm %.15g\n", sqrt(squared_norm(generated, size)));
  printf("  check       %s: largest difference from the hand-written gradient %.1e\n",
         passed ? "passed" : "FAILED", largest);
  return passed;
}

// Gradient descent for two numbers; each step is halved until the value falls by enough. Returns whether it arrives.
static int descend(void) {
  double x[2] = {-1.2, 1}, gradient[2], step = 1;
  int steps = 0;
  for (; steps < 100000; steps++) {
    generated_gradient(x, gradient, 2);
    double slope = squared_norm(gradient, 2);
    if (slope < 1e-20) break;
    double value = rosenbrock(x, 2);
    step *= 4;
    double next[2];
    do {
      step /= 2;
      next[0] = x[0] - step * gradient[0];
      next[1] = x[1] - step * gradient[1];
    } while (rosenbrock(next, 2) > value - 0.5 * step * slope && step > 1e-15);
    x[0] = next[0];
    x[1] = next[1];
  }
  printf("  descent     from (-1.2, 1) to (%.6f, %.6f) in %d steps\n", x[0], x[1], steps);
  return fabs(x[0] - 1) < 1e-6 && fabs(x[1] - 1) < 1e-6;
}

int main(void) {
  int checked = check();
  int arrived = descend();
  return checked && arrived ? 0 : 1;
}

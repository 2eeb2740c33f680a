// A switch-driven state machine in an endless loop.

#ifndef REAL
#define SELF "control_state_machine.c"
#include "check.h"

int main(void) {
  double x[] = {0.7, 1.4, 0.9, 0.2};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  enum { start, grow, turn, stop } state = start;
  REAL value = x[0], sum = 0;
  int steps = 0;
  for (;;) {
    switch (state) {
    case start: value = value * x[1]; state = grow; break;
    case grow: value += x[steps % n]; if (value > 3) state = turn; break;
    case turn: value = -0.5 * value; state = ++steps > 6 ? stop : grow; break;
    case stop: return sum + value;
    }
    sum += M(cos)(value);
    steps++;
  }
}

#endif

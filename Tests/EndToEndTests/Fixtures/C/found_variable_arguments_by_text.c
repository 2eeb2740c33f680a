// A text says what the arguments are. Some calls pass no addresses, so that nothing is known of those that would be read.

#ifndef REAL
#define SELF "found_variable_arguments_by_text.c"
#include <stdarg.h>
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1};
  return check(x, 5);
}

#else

static REAL FN(total)(const char *text, ...) {
  va_list list;
  va_start(list, text);
  REAL sum = 0.5;
  for (; *text; text++) switch (*text) {
    case 'd': {
      REAL x = va_arg(list, REAL);
      sum = sum * M(sin)(x) + x;
      break;
    }
    case 'i': sum += 0.1 * va_arg(list, int); break;
    case 'l': sum += 0.01 * va_arg(list, long); break;
    case 'p': {
      REAL *x = va_arg(list, REAL *);
      sum += x[0];
      *x = sum * 0.5;
      break;
    }
    default: sum *= 0.5;
    }
  va_end(list);
  return sum;
}

static REAL FN(numbers)(REAL *x) { return FN(total)("d*d", x[0], x[1] * x[2]); }
static REAL FN(integers)(REAL *x, int n) { return FN(total)("idl", n, x[1], 3L * n); }

static REAL FN(f)(REAL *x, int n) {
  return FN(numbers)(x) + FN(integers)(x, n);
}

#endif

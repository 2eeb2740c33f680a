// Values packed into a char buffer with memcpy, beside integers, and unpacked.

#ifndef REAL
#define SELF "memory_char_buffer.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.25, -0.75, 0.9};
  return check(x, 4);
}

#else

static REAL FN(f)(REAL *x, int n) {
  unsigned char buffer[256];
  size_t at = 0;
  for (int i = 0; i < n; i++) {
    REAL value = x[i] * x[(i + 1) % n];
    memcpy(buffer + at, &i, sizeof i), at += sizeof i;
    memcpy(buffer + at, &value, sizeof value), at += sizeof value;
  }
  REAL sum = 0;
  for (size_t read = 0; read < at;) {
    int index;
    REAL value;
    memcpy(&index, buffer + read, sizeof index), read += sizeof index;
    memcpy(&value, buffer + read, sizeof value), read += sizeof value;
    sum += value * value * (index + 1);
  }
  return sum;
}

#endif

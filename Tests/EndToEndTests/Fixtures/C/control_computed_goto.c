// Labels as values: a stack machine that jumps through a table, offsets between labels, a label in a variable.

#include "own.h"

enum { PUSH, ADD, MUL, SINE, TWICE, AGAIN, END };

__attribute__((noinline)) static double machine(const unsigned char *code, const double *in, double *stack) {
  static const void *const table[] = {&&push, &&add, &&mul, &&sine, &&twice, &&again, &&end};
  int pc = 0, sp = 0, count = 0;
#define NEXT goto *table[code[pc++]]
  NEXT;
push:
  stack[sp++] = in[code[pc++]];
  NEXT;
add:
  sp--;
  stack[sp - 1] += stack[sp];
  NEXT;
mul:
  sp--;
  stack[sp - 1] *= stack[sp];
  NEXT;
sine:
  stack[sp - 1] = sin(stack[sp - 1]);
  NEXT;
twice:
  stack[sp] = stack[sp - 1];
  sp++;
  NEXT;
again:
  if (++count < 3) pc = code[pc];
  else pc++;
  NEXT;
end:
  return stack[sp - 1];
}

double program(double *x) {
  static const unsigned char code[] = {PUSH, 0, PUSH, 1, TWICE, MUL, ADD, SINE, AGAIN, 2, END};
  double stack[16];
  return machine(code, x, stack);
}

double from(double x, int k) {
  static const int offsets[] = {&&one - &&one, &&two - &&one, &&three - &&one};
  double y = x;
  goto *(&&one + offsets[k]);
one:
  y *= 2;
two:
  y *= y;
three:
  return y + x;
}

double alternating(double x, int n) {
  void *next = &&even;
  double sum = 0;
  int i = 0;
again:
  if (i == n) return sum;
  goto *next;
even:
  sum += x * i;
  next = &&odd;
  i++;
  goto again;
odd:
  sum *= x;
  next = &&even;
  i++;
  goto again;
}

int main(void) {
  double x[] = {0.3, 0.7}, dx[] = {0, 0};
  __enzyme_autodiff((void *)program, x, dx);
  for (int i = 0; i < 2; i++) {
    double up[] = {0.3, 0.7}, down[] = {0.3, 0.7}, tangent[] = {0, 0};
    up[i] += 1e-5;
    down[i] -= 1e-5;
    tangent[i] = 1;
    double want = (program(up) - program(down)) / 2e-5;
    expect("program", dx[i], want);
    expect("program, forward", __enzyme_fwddiff((void *)program, x, tangent), want);
  }
  double slopes[] = {25, 7, 2};
  for (int k = 0; k < 3; k++) expect("from", __enzyme_autodiff((void *)from, 3.0, k), slopes[k]);
  expect("alternating", __enzyme_autodiff((void *)alternating, 2.0, 4), 8);
  return verdict("control_computed_goto");
}

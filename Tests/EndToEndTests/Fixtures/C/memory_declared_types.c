// Copies of memory that nothing accesses by type: what it holds is told by declarations alone.
// needs debug information: nothing else declares the types

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void __enzyme_autodiff(void *, ...);
void __enzyme_fwddiff(void *, ...);

typedef struct { double a; int n; double v[3]; float w; char name[6]; double *p; union { double d; long l; } u; } Record;
typedef struct Node { double value; int id; struct Node *next; } Node;

__attribute__((noinline)) static void copy(Record *out, const Record *in) { *out = *in; }
static void copies(Record *out, const Record *in, int n) {
  Record *middle = malloc(sizeof(Record) * n);
  memcpy(middle, in, sizeof(Record) * n);
  memcpy(out, middle, sizeof(Record) * n);
  free(middle);
}
static void shift(double *x) { memmove(x, x + 1, sizeof(double) * 3); }
static void clear(float *x, int n) { memset(x, 0, sizeof(float) * n); }
static void copy_node(Node *out, const Node *in) { *out = *in->next; }

static int failures;
static void expect(const char *what, double got, double want) {
  if (got != want) failures++, printf("FAIL %s: %g instead of %g\n", what, got, want);
}

static Record filled(double k, double *p) { return (Record){k, 3, {2 * k, 3 * k, 4 * k}, 5 * k, "name", p, {6 * k}}; }

static void check_record(const char *what, Record r, double k, double *p) {
  expect(what, r.a, k);
  for (int i = 0; i < 3; i++) expect(what, r.v[i], (i + 2) * k);
  expect(what, r.w, (float)(5 * k));
  expect(what, r.u.d, 6 * k);
  if (p) expect(what, r.p == p, 1);
}

int main(void) {
  double data[1] = {7}, ddata[1] = {0};
  Record in[2] = {filled(1, data), filled(2, data)}, out[2] = {0};
  Record din[2] = {filled(0.5, ddata), filled(0.25, ddata)}, dout[2] = {filled(10, 0), filled(20, 0)};
  __enzyme_autodiff((void *)copy, &out[0], &dout[0], &in[0], &din[0]);
  check_record("copied", out[0], 1, data);
  check_record("adjoint of source", din[0], 10.5, ddata);
  check_record("adjoint of target", dout[0], 0, ddata);
  dout[0] = filled(10, 0);
  __enzyme_autodiff((void *)copies, out, dout, in, din, 2);
  check_record("first adjoint of source", din[0], 20.5, ddata);
  check_record("second adjoint of source", din[1], 20.25, ddata);
  check_record("second adjoint of target", dout[1], 0, ddata);
  __enzyme_fwddiff((void *)copies, out, dout, in, din, 2);
  check_record("tangent", dout[1], 20.25, ddata);

  double x[4] = {1, 2, 3, 4}, dx[4] = {1, 10, 100, 1000};
  __enzyme_autodiff((void *)shift, x, dx);
  for (int i = 0; i < 4; i++) expect("shifted", dx[i], (double[]){0, 1, 10, 1100}[i]);
  float y[3] = {1, 2, 3}, dy[3] = {1, 2, 3};
  __enzyme_autodiff((void *)clear, y, dy, 2);
  for (int i = 0; i < 3; i++) expect("cleared", dy[i], (float[]){0, 0, 3}[i]);

  Node last = {3, 1, 0}, first = {2, 0, &last}, result = {0};
  Node dlast = {0.5, 0, 0}, dfirst = {0.25, 0, &dlast}, dresult = {4, 0, 0};
  __enzyme_autodiff((void *)copy_node, &result, &dresult, &first, &dfirst);
  expect("node", result.value, 3);
  expect("adjoint of node", dlast.value, 4.5);
  expect("adjoint of first", dfirst.value, 0.25);
  expect("adjoint of result", dresult.value, 0);
  if (failures == 0) printf("ok memory_declared_types\n");
  return failures != 0;
}

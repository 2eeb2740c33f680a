// What untyped memory holds is said by hand.
#include "own.h"

void __enzyme_double(void *, ...);
void __enzyme_float(void *, ...);
void __enzyme_integer(void *, ...);
void __enzyme_pointer(void *, ...);
static void copy(void *to, const void *from, size_t bytes) {
  __enzyme_double(to);
  __enzyme_double((void *)from, 16);
  memcpy(to, from, bytes);
}
static void bits(long *to, const long *from, int n) {
  __enzyme_double(to);
  __enzyme_double((void *)from);
  for (int i = 0; i < n; i++) to[i] = from[i];
}
struct Mixed { int tag; float x; double *p; long n; };
static void record(void *to, const void *from) {
  char *c = to;
  __enzyme_integer(c, 4);
  __enzyme_float(c + 4, 4);
  __enzyme_pointer(c + 8, 8);
  __enzyme_integer(c + 16, 8);
  memcpy(to, from, sizeof(struct Mixed));
}
int main(void) {
  double x[2] = {1, 2}, y[2], dx[2] = {0}, dy[2] = {3, 4};
  __enzyme_autodiff_void((void *)copy, y, dy, x, dx, (size_t)16);
  expect("dx", dx[0], 3); expect("dx", dx[1], 4); expect("dy", dy[0], 0);
  dy[0] = 5; dy[1] = 6;
  __enzyme_autodiff_void((void *)bits, y, dy, x, dx, 2);
  expect("dx", dx[0], 8); expect("dx", dx[1], 10);
  double z = 1, dz = 2;
  struct Mixed a = {1, 2, &z, 3}, da = {0, 0, &dz, 0}, b = {0}, db = {0, 7, 0, 0};
  __enzyme_autodiff_void((void *)record, &b, &db, &a, &da);
  expect("da", da.x, 7); expect("db.p", db.p == &dz, 1); expect("b.n", b.n, 3);
  return verdict("mark_types");
}

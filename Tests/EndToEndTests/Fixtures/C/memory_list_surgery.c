// A linked list whose nodes are removed, freed and reversed.

#ifndef REAL
#define SELF "memory_list_surgery.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2, 1, 0.3};
  return check(x, 6);
}

#else

typedef struct FN(Node) {
  REAL v;
  struct FN(Node) * next, *other;
} FN(Node);
static REAL FN(walk)(FN(Node) * p) { return p ? p->v * p->v + 0.5 * FN(walk)(p->next) : 0; }
static REAL FN(f)(REAL *x, int n) {
  FN(Node) *head = NULL, *first = NULL;
  for (int i = 0; i < n; i++) {
    FN(Node) *p = malloc(sizeof *p);
    p->v = x[i];
    p->next = head;
    p->other = first ? first : p;
    if (!first)
      first = p;
    head = p;
  }
  FN(Node) **q = &head;
  while (*q) {
    if ((*q)->v < 0) {
      FN(Node) *dead = *q;
      *q = dead->next;
      free(dead);
    } else {
      (*q)->v *= (*q)->other->v;
      q = &(*q)->next;
    }
  }
  FN(Node) *r = NULL;
  while (head) {
    FN(Node) *nx = head->next;
    head->next = r;
    r = head;
    head = nx;
  }
  REAL s = FN(walk)(r);
  while (r) {
    FN(Node) *nx = r->next;
    free(r);
    r = nx;
  }
  return s;
}

#endif

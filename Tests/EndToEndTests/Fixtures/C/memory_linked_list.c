// A linked list built, reversed, summed and freed.

#ifndef REAL
#define SELF "memory_linked_list.c"
#include "check.h"

int main(void) {
  double x[] = {0.5, 1.5, -0.75, 2};
  return check(x, 4);
}

#else

typedef struct FN(Node) { REAL value; struct FN(Node) *next; } FN(Node);

static REAL FN(f)(REAL *x, int n) {
  FN(Node) *head = NULL;
  for (int i = 0; i < n; i++) {
    FN(Node) *node = malloc(sizeof *node);
    node->value = x[i] * (i + 1);
    node->next = head;
    head = node;
  }
  FN(Node) *reversed = NULL;
  while (head) {
    FN(Node) *next = head->next;
    head->next = reversed;
    if (reversed) head->value *= reversed->value;
    reversed = head;
    head = next;
  }
  REAL sum = 0;
  while (reversed) {
    FN(Node) *next = reversed->next;
    sum = sum * 0.5 + M(sin)(reversed->value);
    free(reversed);
    reversed = next;
  }
  return sum;
}

#endif

// Text beside numbers: what functions of the C library write into a buffer is not what the next iteration finds there, and
// an address that they find lies in memory that holds numbers, too.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

static double digits(double x) {
  char text[16];
  double sum = 0;
  for (int i = 0; i < 5; i++) {
    sprintf(text, "%d", i);
    sum += x * x * (text[0] - '0');
  }
  return sum;
}

static double found(double x) {
  char text[16];
  double sum = 0;
  for (int i = 0; i < 5; i++) {
    snprintf(text, sizeof text, "k=%d", i);
    const char *digit = strchr(text, '=');
    sum += x * x * (digit[1] - '0');
  }
  return sum;
}

struct entry {
  double value;
  char name[16];
  double weight;
  struct entry *next;
};

static double named(double x) {
  struct entry e;
  double sum = 0;
  e.value = x;
  for (int i = 0; i < 5; i++) {
    strcpy(e.name, i & 1 ? "odd,3" : "even,2");
    e.weight = x * i;
    char *comma = strchr(e.name, ','), *none = strrchr(e.name, '?');
    *comma++ = 0;
    sum += e.value * e.weight * strlen(e.name) * (*comma - '0') * (none ? 3 : 1);
    if (strstr(e.name, "dd")) sum += e.value;
  }
  return sum;
}

// The address of a number is computed from one that was found in the text beside it.
static double beside(double x) {
  struct entry *e = calloc(1, sizeof *e);
  e->value = x;
  strncpy(e->name, "abc", 15);
  strcat(e->name, "de");
  e->weight = x * x;
  const double *weight = (const double *)(strchr(e->name, 'a') + 16);
  double result = *weight * strlen(e->name) * e->value;
  free(e);
  return result;
}

static double *entry(struct entry **list, const char *name) {
  for (struct entry *e = *list; e; e = e->next) {
    if (!strcmp(e->name, name)) return &e->value;
  }
  struct entry *e = calloc(1, sizeof *e);
  strncpy(e->name, name, sizeof e->name - 1);
  e->next = *list;
  *list = e;
  return &e->value;
}

static double dictionary(double x) {
  struct entry *list = NULL;
  char name[16];
  for (int i = 0; i < 12; i++) {
    snprintf(name, sizeof name, "key%d", i % 5);
    *entry(&list, name) += x * i;
  }
  double sum = 0;
  for (struct entry *e = list, *next; e; e = next) {
    next = e->next;
    sum += e->value * e->value;
    free(e);
  }
  return sum;
}

static void check(const char *name, double (*f)(double), double reverse, double forward) {
  double h = 1e-6, expected = (f(2 + h) - f(2 - h)) / (2 * h);
  if (fabs(reverse - expected) < 1e-5 && fabs(forward - expected) < 1e-5) return;
  printf("%s: %g %g, expected %g\n", name, reverse, forward, expected);
  exit(1);
}

#define CHECK(f) check(#f, f, __enzyme_autodiff((void *)f, 2.0), __enzyme_fwddiff((void *)f, 2.0, 1.0))

int main(void) {
  CHECK(digits);
  CHECK(found);
  CHECK(named);
  CHECK(beside);
  CHECK(dictionary);
  printf("ok found_text\n");
  return 0;
}

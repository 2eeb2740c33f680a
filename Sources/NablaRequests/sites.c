// Derivatives of closures in packages: a call looks for its place among those that have been prepared, and calls the
// function made for it with what its closure captured. The engine replaces these calls where it sees them.
//
// The places are in a hash table by line and column. It only grows, at its front, so that reading needs no lock.
#include "NablaRequests.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SWIFT __attribute__((swiftcall))
#define SWIFT_SELF __attribute__((swift_context))
#define SWIFT_ERROR __attribute__((swift_error_result))

struct node {
  const struct nabla_site *site;
  struct node *next;
};

enum { bucket_count = 1024 };
static _Atomic(struct node *) buckets[bucket_count];

static _Atomic(struct node *) *bucket(long line, long column) {
  return &buckets[(unsigned long)(line * 31 + column) % bucket_count];
}

void nabla_register_sites(const struct nabla_site *sites, long count) {
  struct node *nodes = malloc(sizeof(struct node) * (size_t)count);
  if (!nodes) abort();
  for (long i = 0; i < count; i++) {
    _Atomic(struct node *) *place = bucket(sites[i].line, sites[i].column);
    nodes[i].site = &sites[i];
    nodes[i].next = atomic_load(place);
    while (!atomic_compare_exchange_weak(place, &nodes[i].next, &nodes[i])) {}
  }
}

static int same(const char *a, long a_size, const char *b, long b_size) {
  return a_size == b_size && memcmp(a, b, (size_t)a_size) == 0;
}

static void *find(const char *file, long file_size, long line, long column, const char *detail, long detail_size) {
  for (struct node *node = atomic_load(bucket(line, column)); node; node = node->next) {
    const struct nabla_site *site = node->site;
    if (site->line == line && site->column == column && same(site->file, site->file_size, file, file_size) &&
        same(site->detail, site->detail_size, detail, detail_size))
      return site->entry;
  }
  const char *slash = memchr(file, '/', (size_t)file_size);
  fprintf(stderr,
          "nabla: %.*s:%ld:%ld: no derivative was made for this place; a target that asks for derivatives needs the "
          "plugin in Package.swift: .target(name: \"%.*s\", …, plugins: [.plugin(name: \"NablaPlugin\", package: "
          "\"nabla\")]), and other builds need 'nabla build'\n",
          (int)file_size, file, line, column, (int)(slash ? slash - file : file_size), file);
  abort();
}

typedef SWIFT void (*entry)(void *context, const void *arguments, void *result, SWIFT_SELF void *self,
                            SWIFT_ERROR void **error);

// The parameters that are declared in Swift, without the type metadata at the end.
#define DEFINE_SITE(name)                                                                                        \
  SWIFT void name(void *code, void *context, const void *arguments, void *result, const char *file, long file_size, \
                  char file_flags, long line, long column, const char *detail, long detail_size, char detail_flags, \
                  void *work, void *work_context, SWIFT_SELF void *self, SWIFT_ERROR void **error) {                \
    ((entry)find(file, file_size, line, column, detail, detail_size))(context, arguments, result, self, error);     \
  }

DEFINE_SITE(nabla_site1)
DEFINE_SITE(nabla_site2)
DEFINE_SITE(nabla_site3)

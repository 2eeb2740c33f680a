// Ends the process with a message where LLVM, or the code around it, cannot go on: malformed bitcode makes LLVM run out
// of memory, call its error handler or fail outright, and whoever called the tool should see an error, not a signal.

#include "CLLVM.h"

#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <unistd.h>

using namespace llvm;

static const char *advice = "";

static void say(const char *text) { (void)!write(STDERR_FILENO, text, strlen(text)); }

[[noreturn]] static void giveUp(const char *reason) {
  say("nabla: error: ");
  say(reason);
  say("\nnabla: note: ");
  say(advice);
  say("\n");
  _exit(70);
}

static void fatalError(void *, const char *reason, bool) { giveUp(reason); }

static void crash(int number) {
  giveUp(number == SIGABRT ? "the tool gave up" : number == SIGSEGV ? "the tool read memory that is not there"
                                                                     : "the tool crashed");
}

void NBLReportCrashes(const char *text) {
  advice = strdup(text);
  install_fatal_error_handler(fatalError);
  install_bad_alloc_error_handler(fatalError);
  // A stack of its own: the ordinary one may be what has run out.
  static char space[64 * 1024];
  stack_t stack = {};
  stack.ss_sp = space;
  stack.ss_size = sizeof space;
  sigaltstack(&stack, nullptr);
  struct sigaction action = {};
  action.sa_handler = crash;
  action.sa_flags = SA_ONSTACK | SA_NODEFER | int(SA_RESETHAND);
  for (int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP})
    sigaction(number, &action, nullptr);
}

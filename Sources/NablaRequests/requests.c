// The engine replaces the calls of these functions. Unoptimised code keeps general versions of the library's functions,
// which nobody calls but which are linked; and code that was compiled without the engine ends up here.
#include "NablaRequests.h"

#include <stdio.h>
#include <stdlib.h>

static void stop(void) {
  fputs("nabla: a derivative of a closure was asked for in code that was not differentiated; compile it with "
        "'nabla build', or write a function with '@Gradient'\n", stderr);
  abort();
}

__attribute__((weak)) void nabla_request_reverse(void) { stop(); }
__attribute__((weak)) void nabla_request_forward(void) { stop(); }

// In copies that are differentiated the engine puts 1 in place of the calls.
__attribute__((weak)) int nabla_is_differentiated(void) { return 0; }

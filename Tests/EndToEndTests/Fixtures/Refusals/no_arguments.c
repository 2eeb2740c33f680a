// A request for nothing.
// expect: no_arguments.c:6:
// expect: '__enzyme_autodiff' without arguments
#include "request.h"

int main(void) { return (int)((double (*)(void))__enzyme_autodiff)(); }

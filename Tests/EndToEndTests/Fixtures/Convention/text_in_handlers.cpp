// Text that is put together where exceptions are caught: methods of C++20 for lvalues and rvalues.

#include "near.h"
#include <sstream>
#include <stdexcept>
#include <string>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

double f(double x) {
  std::ostringstream text;
  text << "bad " << 3;
  try {
    if (x > 10) throw std::runtime_error(text.str());
    x *= 2;
    x += std::move(text).str().size();
  } catch (const std::runtime_error &) {
    x = 1;
  }
  return x * x;
}

int main() {
  NEAR(__enzyme_autodiff((void *)f, 0.5), 24);
  NEAR(__enzyme_fwddiff((void *)f, 0.5, 1.0), 24);
  NEAR(__enzyme_autodiff((void *)f, 20.0), 0);
  DONE;
}

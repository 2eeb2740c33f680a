// The C interface in one header: calls that ask for derivatives, markers that stand between their arguments, and calls
// that say what code and memory mean. Documentation/c-interface.md describes them.
//
// Any function whose name contains `__enzyme_autodiff` is such a call: declare others with the result that they return,
// for example `struct pair __enzyme_autodiff_pair(void *, ...);`.

#ifndef NABLA_H
#define NABLA_H

#ifdef __cplusplus
extern "C" {
#endif

extern int enzyme_const, enzyme_dup, enzyme_dupnoneed, enzyme_out;
extern int enzyme_width, enzyme_primal_return, enzyme_noret;
extern int enzyme_vector, enzyme_scalar, enzyme_buffer;

/// Reverse mode: the adjoint of one number, or nothing where all adjoints go to shadows.
double __enzyme_autodiff(void *function, ...);
float __enzyme_autodiff_float(void *function, ...);
void __enzyme_autodiff_void(void *function, ...);

/// Forward mode: the tangent of the result.
double __enzyme_fwddiff(void *function, ...);
float __enzyme_fwddiff_float(void *function, ...);
void __enzyme_fwddiff_void(void *function, ...);

/// What the memory behind an address holds; a second argument is the number of bytes.
void __enzyme_float(void *address, ...);
void __enzyme_double(void *address, ...);
void __enzyme_integer(void *address, ...);
void __enzyme_pointer(void *address, ...);

#ifdef __cplusplus
}
#endif

/// No derivative passes through calls of the function; on a variable: its numbers are constant.
#define NABLA_INACTIVE __attribute__((annotate("nabla_inactive")))

/// The derivative of the function is that of a function of the C library: NABLA_LIKE("log1p").
#define NABLA_LIKE(name) __attribute__((annotate("nabla_function_like=" name)))

/// The reverse derivative of a function, written by hand. Stands behind the three functions, outside of any other.
#define NABLA_GRADIENT(function, augmented, reverse)                                                                   \
  __attribute__((used)) static void *nabla_register_gradient_##function[] = {                                          \
      (void *)function, (void *)augmented, (void *)reverse}

/// The forward derivative of a function, written by hand.
#define NABLA_DERIVATIVE(function, derivative)                                                                         \
  __attribute__((used)) static void *nabla_register_derivative_##function[] = {(void *)function, (void *)derivative}

#endif

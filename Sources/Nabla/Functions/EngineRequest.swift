// The engine's two entries for functions that are passed as closures. The engine replaces calls of these declarations,
// which have no bodies; it finds the closure in the call. Therefore everything that calls them is inlined into the
// user's code, where the closure is known.

/// Adds the adjoint of `input` to `inputShadow`; `outputShadow` is the seed.
@_silgen_name("nabla_request_reverse")
@usableFromInline
func requestReverse<Input, Output>(
  _ primal: (UnsafePointer<Input>, UnsafeMutablePointer<Output>) throws -> Void, _ input: UnsafePointer<Input>,
  _ inputShadow: UnsafeMutablePointer<Input>, _ output: UnsafeMutablePointer<Output>,
  _ outputShadow: UnsafeMutablePointer<Output>
) rethrows

/// Initialises `output` with the value and `outputShadow` with its derivative along `inputShadow`.
@_silgen_name("nabla_request_forward")
@usableFromInline
func requestForward<Input, Output>(
  _ primal: (UnsafePointer<Input>, UnsafeMutablePointer<Output>) throws -> Void, _ input: UnsafePointer<Input>,
  _ inputShadow: UnsafeMutablePointer<Input>, _ output: UnsafeMutablePointer<Output>,
  _ outputShadow: UnsafeMutablePointer<Output>
) rethrows

// Derivatives along a direction, of functions and closures: forward mode, values in, values out.

/// The value of `f` at `x`, and its derivative along `direction`.
///
/// The result may be of any type; numbers in it become their derivatives. The direction must have the shape of `x`
/// (arrays the same count, optionals the same case); the program traps otherwise.
///
/// ```swift
/// let (end, change) = valueWithDerivative(at: start, along: push) { state in simulate(state) }
/// ```
@export(implementation) @inline(always)
public func valueWithDerivative<Input: Differentiable, Output>(
  at x: Input, along direction: Input, of f: (Input) throws -> Output
) rethrows -> (value: Output, derivative: Output) {
  checkTangentShape(
    of: direction, against: x, function: "derivative(at:along:of:)", tangentName: "along", primalName: "at")
  var input = x
  var tangent = direction
  tangent.clearConstantParts()
  let memory = UnsafeMutablePointer<Output>.allocate(capacity: 2)
  defer { memory.deallocate() }
  try requestForward({ try $1.initialize(to: f($0.pointee)) }, &input, &tangent, memory, memory + 1)
  return (memory.move(), (memory + 1).move())
}

/// The derivative of `f` at `x` along `direction`.
@export(implementation) @inline(always)
public func derivative<Input: Differentiable, Output>(
  at x: Input, along direction: Input, of f: (Input) throws -> Output
) rethrows -> Output {
  try valueWithDerivative(at: x, along: direction, of: f).derivative
}

/// The value of `f`, a function of one number, and its derivative.
@export(implementation) @inline(always)
public func valueWithDerivative<Scalar: DifferentiableScalar, Output>(
  at x: Scalar, of f: (Scalar) throws -> Output
) rethrows -> (value: Output, derivative: Output) {
  try valueWithDerivative(at: x, along: 1, of: f)
}

/// The derivative of `f`, a function of one number.
///
/// ```swift
/// derivative(at: 3.0) { x in x * x }                              // 6
/// derivative(at: 0.5) { t in [cos(t), sin(t)] }                   // the velocity
/// derivative(at: 1.0) { x in derivative(at: x) { $0 * $0 * $0 } } // 6: the second derivative
/// ```
@export(implementation) @inline(always)
public func derivative<Scalar: DifferentiableScalar, Output>(
  at x: Scalar, of f: (Scalar) throws -> Output
) rethrows -> Output {
  try valueWithDerivative(at: x, of: f).derivative
}

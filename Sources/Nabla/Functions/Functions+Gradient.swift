// Gradients of functions and closures: reverse mode, values in, values out.
//
// These functions work on closures that capture anything; what is captured is constant. They are always inlined, because
// the engine must see the closure at the place of the request.

/// The value of `f` at `x`, and its gradient.
///
/// ```swift
/// let (value, slope) = valueWithGradient(at: [1.0, 2.0]) { x in x[0] * x[1] }     // 2, [2, 1]
/// ```
///
/// What the closure captures is constant. Cost: a small multiple of the cost of `f`.
@export(implementation) @inline(always)
public func valueWithGradient<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, of f: (Input) throws -> Scalar
) rethrows -> (value: Scalar, gradient: Input) {
  var input = x
  var gradient = x.zeroTangent()
  var value: Scalar = 0
  var seed: Scalar = 1
  try requestReverse({ try $1.initialize(to: f($0.pointee)) }, &input, &gradient, &value, &seed)
  gradient.clearConstantParts()
  return (value, gradient)
}

/// The value of `f` at `x` and `y`, and its gradient.
@export(implementation) @inline(always)
public func valueWithGradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, of f: (X, Y) throws -> Scalar
) rethrows -> (value: Scalar, gradient: (X, Y)) {
  var input = (x, y)
  var gradient = (x.zeroTangent(), y.zeroTangent())
  var value: Scalar = 0
  var seed: Scalar = 1
  try requestReverse(
    { try $1.initialize(to: f($0.pointee.0, $0.pointee.1)) }, &input, &gradient, &value, &seed)
  gradient.0.clearConstantParts()
  gradient.1.clearConstantParts()
  return (value, gradient)
}

/// The value of `f` at `x`, `y` and `z`, and its gradient.
@export(implementation) @inline(always)
public func valueWithGradient<
  X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar
>(
  at x: X, _ y: Y, _ z: Z, of f: (X, Y, Z) throws -> Scalar
) rethrows -> (value: Scalar, gradient: (X, Y, Z)) {
  var input = (x, y, z)
  var gradient = (x.zeroTangent(), y.zeroTangent(), z.zeroTangent())
  var value: Scalar = 0
  var seed: Scalar = 1
  try requestReverse(
    { try $1.initialize(to: f($0.pointee.0, $0.pointee.1, $0.pointee.2)) }, &input, &gradient, &value, &seed)
  gradient.0.clearConstantParts()
  gradient.1.clearConstantParts()
  gradient.2.clearConstantParts()
  return (value, gradient)
}

/// The gradient of `f` at `x`.
///
/// ```swift
/// gradient(at: 3.0) { x in x * x }     // 6
/// gradient(at: weights, of: loss)      // of a function
/// ```
@export(implementation) @inline(always)
public func gradient<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, of f: (Input) throws -> Scalar
) rethrows -> Input {
  try valueWithGradient(at: x, of: f).gradient
}

/// The gradient of `f` at `x` and `y`.
@export(implementation) @inline(always)
public func gradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, of f: (X, Y) throws -> Scalar
) rethrows -> (X, Y) {
  try valueWithGradient(at: x, y, of: f).gradient
}

/// The gradient of `f` at `x`, `y` and `z`.
@export(implementation) @inline(always)
public func gradient<X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, _ z: Z, of f: (X, Y, Z) throws -> Scalar
) rethrows -> (X, Y, Z) {
  try valueWithGradient(at: x, y, z, of: f).gradient
}

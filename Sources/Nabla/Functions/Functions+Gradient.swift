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
  at x: Input, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Scalar>
) rethrows -> (value: Scalar, gradient: Input) {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.valueWithGradient(at: $1.pointee, of: $0)) })
}

/// The value of `f` at `x` and `y`, and its gradient.
@export(implementation) @inline(always)
public func valueWithGradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction2<X, Y, Scalar>
) rethrows -> (value: Scalar, gradient: (X, Y)) {
  try site.run(
    f, (x, y),
    SiteWork2 { try $2.initialize(to: Derivatives.valueWithGradient(at: $1.pointee.0, $1.pointee.1, of: $0)) })
}

/// The value of `f` at `x`, `y` and `z`, and its gradient.
@export(implementation) @inline(always)
public func valueWithGradient<
  X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar
>(
  at x: X, _ y: Y, _ z: Z, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction3<X, Y, Z, Scalar>
) rethrows -> (value: Scalar, gradient: (X, Y, Z)) {
  try site.run(
    f, (x, y, z),
    SiteWork3 {
      try $2.initialize(to: Derivatives.valueWithGradient(at: $1.pointee.0, $1.pointee.1, $1.pointee.2, of: $0))
    })
}

/// The gradient of `f` at `x`.
///
/// ```swift
/// gradient(at: 3.0) { x in x * x }     // 6
/// gradient(at: weights, of: loss)      // of a function
/// ```
@export(implementation) @inline(always)
public func gradient<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Scalar>
) rethrows -> Input {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.gradient(at: $1.pointee, of: $0)) })
}

/// The gradient of `f` at `x` and `y`.
@export(implementation) @inline(always)
public func gradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction2<X, Y, Scalar>
) rethrows -> (X, Y) {
  try site.run(
    f, (x, y),
    SiteWork2 { try $2.initialize(to: Derivatives.gradient(at: $1.pointee.0, $1.pointee.1, of: $0)) })
}

/// The gradient of `f` at `x`, `y` and `z`.
@export(implementation) @inline(always)
public func gradient<X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar>(
  at x: X, _ y: Y, _ z: Z, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction3<X, Y, Z, Scalar>
) rethrows -> (X, Y, Z) {
  try site.run(
    f, (x, y, z),
    SiteWork3 { try $2.initialize(to: Derivatives.gradient(at: $1.pointee.0, $1.pointee.1, $1.pointee.2, of: $0)) })
}

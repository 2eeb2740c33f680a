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
  at x: Input, along direction: Input, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Output>
) rethrows -> (value: Output, derivative: Output) {
  try site.run(
    f, (x, direction),
    SiteWork { try $2.initialize(to: Derivatives.valueWithDerivative(at: $1.pointee.0, along: $1.pointee.1, of: $0)) })
}

/// The derivative of `f` at `x` along `direction`.
@export(implementation) @inline(always)
public func derivative<Input: Differentiable, Output>(
  at x: Input, along direction: Input, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Output>
) rethrows -> Output {
  try site.run(
    f, (x, direction),
    SiteWork { try $2.initialize(to: Derivatives.derivative(at: $1.pointee.0, along: $1.pointee.1, of: $0)) })
}

/// The value of `f`, a function of one number, and its derivative.
@export(implementation) @inline(always)
public func valueWithDerivative<Scalar: DifferentiableScalar, Output>(
  at x: Scalar, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Scalar, Output>
) rethrows -> (value: Output, derivative: Output) {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.valueWithDerivative(at: $1.pointee, of: $0)) })
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
  at x: Scalar, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Scalar, Output>
) rethrows -> Output {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.derivative(at: $1.pointee, of: $0)) })
}

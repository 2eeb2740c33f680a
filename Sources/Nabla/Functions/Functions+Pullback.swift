// Adjoints of the input for any adjoint of the result.

/// The adjoint of `x` for an adjoint of the value of `f`: the product of the adjoint with the Jacobian of `f`.
///
/// ```swift
/// vectorJacobianProduct(at: x, [1, 0, 0]) { x in x.map(sin) }     // how the first result depends on x
/// ```
///
/// The adjoint must have the shape of the value (arrays the same count); the program traps otherwise.
@export(implementation) @inline(always)
public func vectorJacobianProduct<Input: Differentiable, Output: Differentiable>(
  at x: Input, _ adjoint: Output, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Output>
) rethrows -> Input {
  try site.run(
    f, (x, adjoint),
    SiteWork { try $2.initialize(to: Derivatives.vectorJacobianProduct(at: $1.pointee.0, $1.pointee.1, of: $0)) })
}

/// The value of `f` at `x`, and the function that turns an adjoint of the value into the adjoint of `x`.
///
/// ```swift
/// let (value, pullback) = valueWithPullback(at: x) { x in x.reduce(0) { $0 + $1 * $1 } }
/// pullback(1)        // the gradient
/// ```
///
/// The result is a number, so that one reverse sweep serves all adjoints: calls of the pullback only scale the gradient.
/// For other results there is the macro ``valueWithPullback(at:of:)``.
@export(implementation) @inline(always)
public func valueWithPullback<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, site: DerivativeSite = #derivativeSite, of f: DifferentiatedFunction<Input, Scalar>
) rethrows -> (value: Scalar, pullback: (Scalar) -> Input) {
  let (value, gradient) = try valueWithGradient(at: x, site: site, of: f)
  return (
    value,
    { adjoint in
      var result = gradient
      result.scaleTangent(by: adjoint)
      return result
    }
  )
}

// Jacobians, and second derivatives.

/// The Jacobian of `f` at `x`: row `i` holds the derivatives of result `i`.
///
/// Cost: one forward-mode derivative for each element of `x`.
@export(implementation) @inline(always)
public func jacobian<Scalar: DifferentiableScalar>(
  at x: [Scalar], site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<[Scalar], [Scalar]>
) rethrows -> [[Scalar]] {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.jacobian(at: $1.pointee, of: $0)) })
}

/// The product of the Hessian of `f` at `x` with `direction`, by forward mode over reverse mode.
///
/// Cost: a small multiple of the cost of `f`, whatever the number of elements.
@export(implementation) @inline(always)
public func hessianVectorProduct<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, along direction: Input, site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<Input, Scalar>
) rethrows -> Input {
  try site.run(
    f, (x, direction),
    SiteWork { try $2.initialize(to: Derivatives.hessianVectorProduct(at: $1.pointee.0, along: $1.pointee.1, of: $0)) })
}

/// The Hessian of `f` at `x`: its matrix of second derivatives.
///
/// Cost: one ``hessianVectorProduct(at:along:site:of:)`` for each element of `x`.
@export(implementation) @inline(always)
public func hessian<Scalar: DifferentiableScalar>(
  at x: [Scalar], site: DerivativeSite = #derivativeSite,
  of f: DifferentiatedFunction<[Scalar], Scalar>
) rethrows -> [[Scalar]] {
  try site.run(f, x, SiteWork { try $2.initialize(to: Derivatives.hessian(at: $1.pointee, of: $0)) })
}

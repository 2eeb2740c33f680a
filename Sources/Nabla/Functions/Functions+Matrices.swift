// Jacobians, and second derivatives.

/// The Jacobian of `f` at `x`: row `i` holds the derivatives of result `i`.
///
/// Cost: one forward-mode derivative for each element of `x`.
@export(implementation) @inline(always)
public func jacobian<Scalar: DifferentiableScalar>(
  at x: [Scalar], of f: ([Scalar]) throws -> [Scalar]
) rethrows -> [[Scalar]] {
  var columns: [[Scalar]] = []
  var direction = [Scalar](repeating: 0, count: x.count)
  for index in x.indices {
    direction[index] = 1
    columns.append(try derivative(at: x, along: direction, of: f))
    direction[index] = 0
  }
  return transposed(columns)
}

/// The product of the Hessian of `f` at `x` with `direction`, by forward mode over reverse mode.
///
/// Cost: a small multiple of the cost of `f`, whatever the number of elements.
@export(implementation) @inline(always)
public func hessianVectorProduct<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, along direction: Input, of f: (Input) -> Scalar
) -> Input {
  derivative(at: x, along: direction) { gradient(at: $0, of: f) }
}

/// The Hessian of `f` at `x`: its matrix of second derivatives.
///
/// Cost: one ``hessianVectorProduct(at:along:of:)`` for each element of `x`.
@export(implementation) @inline(always)
public func hessian<Scalar: DifferentiableScalar>(
  at x: [Scalar], of f: ([Scalar]) -> Scalar
) -> [[Scalar]] {
  jacobian(at: x) { gradient(at: $0, of: f) }
}

/// The rows of the matrix with the given columns.
@inlinable
func transposed<Scalar: DifferentiableScalar>(_ columns: [[Scalar]]) -> [[Scalar]] {
  guard let first = columns.first else { return [] }
  return first.indices.map { row in columns.map { $0[row] } }
}

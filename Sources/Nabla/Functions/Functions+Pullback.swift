// Pullbacks: the adjoint of the input for any adjoint of the result.

/// The value of `f` at `x`, and the function that turns an adjoint of the value into the adjoint of `x`.
///
/// ```swift
/// let (y, pullback) = valueWithPullback(at: x) { x in x.map(sin) }
/// pullback([1, 0, 0])        // how the first result depends on x
/// ```
///
/// The pullback may be called any number of times, with adjoints of the shape of the value. Each call runs `f` and its
/// reverse sweep once more: nothing is kept in memory between calls.
@export(implementation) @inline(always)
public func valueWithPullback<Input: Differentiable, Output: Differentiable>(
  at x: Input, of f: @escaping (Input) -> Output
) -> (value: Output, pullback: (Output) -> Input) {
  let value = f(x)
  return (
    value,
    { adjoint in
      checkTangentShape(
        of: adjoint, against: value, function: "pullback(at:of:)", tangentName: "adjoint", primalName: "value")
      return gradient(at: x) { f($0).innerProduct(with: adjoint) }
    }
  )
}

/// The value of `f` at `x`, and the function that turns an adjoint of the value into the adjoint of `x`.
///
/// The result is a number, so that one reverse sweep serves all adjoints: calls of the pullback only scale the gradient.
@export(implementation) @inline(always)
public func valueWithPullback<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, of f: @escaping (Input) -> Scalar
) -> (value: Scalar, pullback: (Scalar) -> Input) {
  let (value, gradient) = valueWithGradient(at: x, of: f)
  return (
    value,
    { adjoint in
      var result = gradient
      result.scaleTangent(by: adjoint)
      return result
    }
  )
}

/// The function that turns an adjoint of `f(x)` into the adjoint of `x`.
@export(implementation) @inline(always)
public func pullback<Input: Differentiable, Output: Differentiable>(
  at x: Input, of f: @escaping (Input) -> Output
) -> (Output) -> Input {
  valueWithPullback(at: x, of: f).pullback
}

/// The function that turns an adjoint of the number `f(x)` into the adjoint of `x`.
@export(implementation) @inline(always)
public func pullback<Input: Differentiable, Scalar: DifferentiableScalar>(
  at x: Input, of f: @escaping (Input) -> Scalar
) -> (Scalar) -> Input {
  valueWithPullback(at: x, of: f).pullback
}

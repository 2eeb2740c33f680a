// What the library's functions do, in terms of requests to the engine (`EngineRequest.swift`).
//
// All of it is inlined, because the engine must see the closure at the place of the request.

/// Derivatives at a point, of functions that the compiler sees.
@usableFromInline
enum Derivatives {}

// MARK: Reverse mode

extension Derivatives {
  @export(implementation) @inline(always)
  static func valueWithGradient<Input: Differentiable, Scalar: DifferentiableScalar>(
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

  @export(implementation) @inline(always)
  static func valueWithGradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
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

  @export(implementation) @inline(always)
  static func valueWithGradient<
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

  @export(implementation) @inline(always)
  static func gradient<Input: Differentiable, Scalar: DifferentiableScalar>(
    at x: Input, of f: (Input) throws -> Scalar
  ) rethrows -> Input {
    try valueWithGradient(at: x, of: f).gradient
  }

  @export(implementation) @inline(always)
  static func gradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
    at x: X, _ y: Y, of f: (X, Y) throws -> Scalar
  ) rethrows -> (X, Y) {
    try valueWithGradient(at: x, y, of: f).gradient
  }

  @export(implementation) @inline(always)
  static func gradient<X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar>(
    at x: X, _ y: Y, _ z: Z, of f: (X, Y, Z) throws -> Scalar
  ) rethrows -> (X, Y, Z) {
    try valueWithGradient(at: x, y, z, of: f).gradient
  }

  @export(implementation) @inline(always)
  static func vectorJacobianProduct<Input: Differentiable, Output: Differentiable>(
    at x: Input, _ adjoint: Output, of f: (Input) throws -> Output
  ) rethrows -> Input {
    var input = x
    var result = x.zeroTangent()
    var product = 0.0
    var seed = 1.0
    try requestReverse(
      { try $1.initialize(to: f($0.pointee).innerProduct(with: adjoint)) }, &input, &result, &product, &seed)
    result.clearConstantParts()
    return result
  }
}

// MARK: Forward mode

extension Derivatives {
  @export(implementation) @inline(always)
  static func valueWithDerivative<Input: Differentiable, Output>(
    at x: Input, along direction: Input, of f: (Input) throws -> Output
  ) rethrows -> (value: Output, derivative: Output) {
    checkTangentShape(
      of: direction, against: x, function: "derivative(at:along:of:)", tangentName: "along", primalName: "at")
    var input = x
    var tangent = direction
    tangent.makeTangentUnique()
    tangent.clearConstantParts()
    let memory = UnsafeMutablePointer<Output>.allocate(capacity: 2)
    defer { memory.deallocate() }
    try requestForward({ try $1.initialize(to: f($0.pointee)) }, &input, &tangent, memory, memory + 1)
    return (memory.move(), (memory + 1).move())
  }

  @export(implementation) @inline(always)
  static func derivative<Input: Differentiable, Output>(
    at x: Input, along direction: Input, of f: (Input) throws -> Output
  ) rethrows -> Output {
    try valueWithDerivative(at: x, along: direction, of: f).derivative
  }

  @export(implementation) @inline(always)
  static func valueWithDerivative<Scalar: DifferentiableScalar, Output>(
    at x: Scalar, of f: (Scalar) throws -> Output
  ) rethrows -> (value: Output, derivative: Output) {
    try valueWithDerivative(at: x, along: 1, of: f)
  }

  @export(implementation) @inline(always)
  static func derivative<Scalar: DifferentiableScalar, Output>(
    at x: Scalar, of f: (Scalar) throws -> Output
  ) rethrows -> Output {
    try valueWithDerivative(at: x, of: f).derivative
  }
}

// MARK: Matrices

extension Derivatives {
  @export(implementation) @inline(always)
  static func jacobian<Scalar: DifferentiableScalar>(
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

  @export(implementation) @inline(always)
  static func hessianVectorProduct<Input: Differentiable, Scalar: DifferentiableScalar>(
    at x: Input, along direction: Input, of f: (Input) throws -> Scalar
  ) rethrows -> Input {
    try derivative(at: x, along: direction) { try gradient(at: $0, of: f) }
  }

  @export(implementation) @inline(always)
  static func hessian<Scalar: DifferentiableScalar>(
    at x: [Scalar], of f: ([Scalar]) throws -> Scalar
  ) rethrows -> [[Scalar]] {
    try jacobian(at: x) { try gradient(at: $0, of: f) }
  }

  /// The rows of the matrix with the given columns.
  @inlinable
  static func transposed<Scalar: DifferentiableScalar>(_ columns: [[Scalar]]) -> [[Scalar]] {
    guard let first = columns.first else { return [] }
    return first.indices.map { row in columns.map { $0[row] } }
  }
}

// Conformances of values without references: numbers and SIMD vectors.

extension DifferentiableScalar {
  /// Zero.
  @inlinable
  public func zeroTangent() -> Self { 0 }

  /// Numbers always fit.
  @inlinable
  public func tangentShapeMismatch(with tangent: Self) -> TangentShapeMismatch? { nil }

  /// Numbers have no buffers.
  @inlinable
  public mutating func makeTangentUnique() {}

  /// Multiplies this number.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) { self *= Self(factor) }

  /// The product.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double { Double(self) * Double(adjoint) }

  /// Numbers have no parts.
  @inlinable
  public mutating func clearConstantParts() {}

  /// Numbers have no parts.
  @inlinable
  public static var mayHaveConstantParts: Bool { false }
}

extension Double: DifferentiableScalar {}
extension Float: DifferentiableScalar {}

#if arch(arm64) || arch(x86_64) && !os(macOS)
  extension Float16: DifferentiableScalar {}
#endif

#if (arch(x86_64) || arch(i386)) && !os(Windows) && !os(Android)
  extension Float80: DifferentiableScalar {}
#endif

extension SIMD where Self: Differentiable, Scalar: DifferentiableScalar {
  /// Zero in every lane.
  @inlinable
  public func zeroTangent() -> Self { Self(repeating: 0) }

  /// Vectors always fit.
  @inlinable
  public func tangentShapeMismatch(with tangent: Self) -> TangentShapeMismatch? { nil }

  /// Vectors have no buffers.
  @inlinable
  public mutating func makeTangentUnique() {}

  /// Multiplies every lane.
  @inlinable
  public mutating func scaleTangent<Factor: DifferentiableScalar>(by factor: Factor) {
    for index in indices { self[index] *= Scalar(factor) }
  }

  /// The sum of the products of the lanes.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double {
    var sum = 0.0
    for index in indices { sum += self[index].innerProduct(with: adjoint[index]) }
    return sum
  }

  /// Vectors have no parts.
  @inlinable
  public mutating func clearConstantParts() {}

  /// Vectors have no parts.
  @inlinable
  public static var mayHaveConstantParts: Bool { false }
}

extension SIMD2: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD3: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD4: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD8: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD16: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD32: Differentiable where Scalar: DifferentiableScalar {}
extension SIMD64: Differentiable where Scalar: DifferentiableScalar {}

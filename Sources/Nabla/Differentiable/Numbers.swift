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

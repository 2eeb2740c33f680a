// The protocol of values that functions can be differentiated with respect to.

/// A value with floating-point numbers in it.
///
/// The derivative with respect to a value is a value of the same type (a *tangent*) whose numbers are the derivatives.
/// Everything else in a tangent — counts, integers, which optionals are present — equals the value's, because the
/// engine walks both at the same time: their memory must have the same shape.
///
/// Numbers, SIMD vectors, and arrays and optionals of differentiable elements conform. Write `@Differentiable` before a
/// struct, an enum or a final class to make it conform.
public protocol Differentiable {
  /// A tangent of this value whose numbers are all zero.
  ///
  /// No memory of the tangent is shared with this value.
  func zeroTangent() -> Self

  /// The first place where `tangent` has not the shape of this value, or nil if it fits.
  ///
  /// Cost: constant for arrays of numbers, otherwise linear in the number of arrays.
  func tangentShapeMismatch(with tangent: Self) -> TangentShapeMismatch?

  /// Gives this tangent buffers that no other value shares, so that the engine may write to them.
  mutating func makeTangentUnique()

  /// Multiplies the numbers of this tangent by `factor`.
  mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar)

  /// The sum of the products of this value's numbers with those of `adjoint`, which has the same shape.
  func innerProduct(with adjoint: Self) -> Double

  /// Zeroes the parts of this tangent that are marked `@NoDerivative`.
  mutating func clearConstantParts()

  /// Whether values may have parts marked `@NoDerivative`.
  static var mayHaveConstantParts: Bool { get }
}

extension Differentiable {
  /// By default, any parts of a type may be marked.
  public static var mayHaveConstantParts: Bool { true }
}

/// A type made `@Differentiable` that compares more of a value and its shadow than their shape.
///
/// ```swift
/// extension Matrix: ShadowChecked {
///   func shadowMismatch(with shadow: Matrix) -> TangentShapeMismatch? {
///     rows == shadow.rows ? nil : TangentShapeMismatch(primal: "\(rows) rows", tangent: "\(shadow.rows) rows")
///   }
/// }
/// ```
public protocol ShadowChecked: Differentiable {
  /// The first place where `shadow` does not fit this value, or nil if it does.
  func shadowMismatch(with shadow: Self) -> TangentShapeMismatch?
}

/// A floating-point number: what a function must return for its gradient to exist.
public protocol DifferentiableScalar: Differentiable, BinaryFloatingPoint {}

/// A place where a tangent does not have the shape of its primal.
public struct TangentShapeMismatch: Equatable, Sendable {
  /// The place within the value, such as `.layers[2].weights`; empty for the value itself.
  public var path: String
  /// What the primal has there, such as "5 elements".
  public var primal: String
  /// What the tangent has there.
  public var tangent: String

  /// Creates a mismatch at the value itself.
  public init(primal: String, tangent: String) {
    self.path = ""
    self.primal = primal
    self.tangent = tangent
  }

  /// This mismatch as seen from a value that has the mismatched value in its property `property`.
  public func within(_ property: String) -> TangentShapeMismatch {
    prefixed(by: property.hasPrefix("[") ? property : ".\(property)")
  }

  /// This mismatch as seen from a collection that has the mismatched value at `index`.
  public func within(index: Int) -> TangentShapeMismatch {
    prefixed(by: "[\(index)]")
  }

  private func prefixed(by prefix: String) -> TangentShapeMismatch {
    var copy = self
    copy.path = prefix + path
    return copy
  }
}

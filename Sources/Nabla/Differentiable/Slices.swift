// The conformance of array slices: a tangent is a slice with the same indices.

extension ArraySlice: Differentiable where Element: Differentiable {
  /// A slice with a zero tangent for each element, in memory of its own.
  @inlinable
  public func zeroTangent() -> ArraySlice<Element> {
    var tangent = self
    for index in indices { tangent[index] = self[index].zeroTangent() }
    return tangent
  }

  /// The first mismatch: the indices, or an element's shape.
  @inlinable
  public func tangentShapeMismatch(with tangent: ArraySlice<Element>) -> TangentShapeMismatch? {
    if count != tangent.count {
      return TangentShapeMismatch(primal: elementCount(count), tangent: elementCount(tangent.count))
    }
    if startIndex != tangent.startIndex {
      return TangentShapeMismatch(primal: "the first index \(startIndex)", tangent: "\(tangent.startIndex)")
    }
    for index in indices {
      if let found = self[index].tangentShapeMismatch(with: tangent[index]) { return found.within(index: index) }
    }
    return nil
  }

  /// Makes the buffer unique, and those of the elements.
  @inlinable
  public mutating func makeTangentUnique() {
    for index in indices { self[index].makeTangentUnique() }
  }

  /// Multiplies the numbers of every element.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    for index in indices { self[index].scaleTangent(by: factor) }
  }

  /// The sum of the elements' inner products.
  @inlinable
  public func innerProduct(with adjoint: ArraySlice<Element>) -> Double {
    if count != adjoint.count { trapAtAdjoint(adjoint.count, against: count) }
    return zip(self, adjoint).reduce(0) { $0 + $1.0.innerProduct(with: $1.1) }
  }

  /// Zeroes the constant parts of every element.
  @inlinable
  public mutating func clearConstantParts() {
    guard Element.mayHaveConstantParts else { return }
    for index in indices { self[index].clearConstantParts() }
  }

  /// Whether elements may have constant parts.
  @inlinable
  public static var mayHaveConstantParts: Bool { Element.mayHaveConstantParts }
}

// The conformance of dictionaries: a tangent has a derivative for each key.
//
// The engine walks the hash tables of a dictionary and its tangent side by side, so each key must stand at the same place
// in both. What `mapValues` makes does; a dictionary with the same keys from elsewhere need not.

extension Dictionary: Differentiable where Value: Differentiable {
  /// A dictionary with the same keys and a zero tangent for each.
  @inlinable
  public func zeroTangent() -> [Key: Value] { mapValues { $0.zeroTangent() } }

  /// The first mismatch: the counts, a key that is missing, its place, or a value's shape.
  @inlinable
  public func tangentShapeMismatch(with tangent: [Key: Value]) -> TangentShapeMismatch? {
    if count != tangent.count {
      return TangentShapeMismatch(primal: elementCount(count), tangent: elementCount(tangent.count))
    }
    for (key, value) in self {
      guard let found = tangent[key] else {
        return TangentShapeMismatch(primal: "the key \(key)", tangent: "no such key")
      }
      if let mismatch = value.tangentShapeMismatch(with: found) { return mismatch.within("[\(key)]") }
    }
    // In tables of the same size, keys that come in the same order are at the same places.
    if capacity != tangent.capacity || !keys.elementsEqual(tangent.keys) {
      return TangentShapeMismatch(
        primal: "its keys", tangent: "them at other places (make one from the other by 'mapValues')")
    }
    return nil
  }

  /// Makes the table unique, and the buffers of the values.
  @inlinable
  public mutating func makeTangentUnique() {
    self = mapValues { value in
      var unique = value
      unique.makeTangentUnique()
      return unique
    }
  }

  /// Multiplies the numbers of every value.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    for index in values.indices { values[index].scaleTangent(by: factor) }
  }

  /// The sum of the values' inner products.
  @inlinable
  public func innerProduct(with adjoint: [Key: Value]) -> Double {
    if count != adjoint.count { trapAtAdjoint(adjoint.count, against: count) }
    var sum = 0.0
    for (key, value) in self {
      guard let part = adjoint[key] else { trapAtAdjointKey() }
      sum += value.innerProduct(with: part)
    }
    return sum
  }

  /// Zeroes the constant parts of every value.
  @inlinable
  public mutating func clearConstantParts() {
    guard Value.mayHaveConstantParts else { return }
    for index in values.indices { values[index].clearConstantParts() }
  }

  /// Whether values may have constant parts.
  @inlinable
  public static var mayHaveConstantParts: Bool { Value.mayHaveConstantParts }
}

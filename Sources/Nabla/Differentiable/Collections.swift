// Conformances of arrays and optionals.

extension Array: Differentiable where Element: Differentiable {
  /// A new array with a zero tangent for each element.
  @inlinable
  public func zeroTangent() -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      for index in indices { buffer.initializeElement(at: index, to: self[index].zeroTangent()) }
      initializedCount = count
    }
  }

  /// The first mismatch: the counts, or an element's shape.
  @inlinable
  public func tangentShapeMismatch(with tangent: [Element]) -> TangentShapeMismatch? {
    elementsMismatch(self, tangent)
  }

  /// Makes the buffer unique, and those of the elements.
  @inlinable
  public mutating func makeTangentUnique() {
    withUnsafeMutableBufferPointer { makeElementsUnique($0) }
  }

  /// Multiplies the numbers of every element.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    for index in indices { self[index].scaleTangent(by: factor) }
  }

  /// The sum of the elements' inner products.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double {
    if count != adjoint.count { trapAtAdjoint(adjoint.count, against: count) }
    var sum = 0.0
    for index in indices { sum += self[index].innerProduct(with: adjoint[index]) }
    return sum
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

extension ContiguousArray: Differentiable where Element: Differentiable {
  /// A new array with a zero tangent for each element.
  @inlinable
  public func zeroTangent() -> ContiguousArray { ContiguousArray(lazy.map { $0.zeroTangent() }) }

  /// The first mismatch: the counts, or an element's shape.
  @inlinable
  public func tangentShapeMismatch(with tangent: ContiguousArray) -> TangentShapeMismatch? {
    elementsMismatch(self, tangent)
  }

  /// Makes the buffer unique, and those of the elements.
  @inlinable
  public mutating func makeTangentUnique() {
    withUnsafeMutableBufferPointer { makeElementsUnique($0) }
  }

  /// Multiplies the numbers of every element.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    for index in indices { self[index].scaleTangent(by: factor) }
  }

  /// The sum of the elements' inner products.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double {
    if count != adjoint.count { trapAtAdjoint(adjoint.count, against: count) }
    var sum = 0.0
    for index in indices { sum += self[index].innerProduct(with: adjoint[index]) }
    return sum
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

extension Optional: Differentiable where Wrapped: Differentiable {
  /// A zero tangent if there is a value, and nil otherwise.
  @inlinable
  public func zeroTangent() -> Wrapped? { map { $0.zeroTangent() } }

  /// A mismatch of the cases, or of the values.
  @inlinable
  public func tangentShapeMismatch(with tangent: Wrapped?) -> TangentShapeMismatch? {
    switch (self, tangent) {
    case (nil, nil): nil
    case (let value?, let tangent?): value.tangentShapeMismatch(with: tangent)
    case (nil, _?): TangentShapeMismatch(primal: "nil", tangent: "a value")
    case (_?, nil): TangentShapeMismatch(primal: "a value", tangent: "nil")
    }
  }

  /// Makes the buffers of the value unique.
  @inlinable
  public mutating func makeTangentUnique() { self?.makeTangentUnique() }

  /// Multiplies the numbers of the value.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    self?.scaleTangent(by: factor)
  }

  /// The inner product of the values; zero if there are none.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double {
    guard let self, let adjoint else { return 0 }
    return self.innerProduct(with: adjoint)
  }

  /// Zeroes the constant parts of the value.
  @inlinable
  public mutating func clearConstantParts() { self?.clearConstantParts() }

  /// Whether the value may have constant parts.
  @inlinable
  public static var mayHaveConstantParts: Bool { Wrapped.mayHaveConstantParts }
}

@available(macOS 26.0, iOS 26.0, watchOS 26.0, tvOS 26.0, visionOS 26.0, *)
extension InlineArray: Differentiable where Element: Differentiable {
  /// A zero tangent for each element.
  @inlinable
  public func zeroTangent() -> Self { Self { self[$0].zeroTangent() } }

  /// The first mismatch of an element's shape.
  @inlinable
  public func tangentShapeMismatch(with tangent: Self) -> TangentShapeMismatch? {
    if _isPOD(Element.self) { return nil }
    for index in indices {
      if let found = self[index].tangentShapeMismatch(with: tangent[index]) { return found.within(index: index) }
    }
    return nil
  }

  /// Makes the buffers of the elements unique.
  @inlinable
  public mutating func makeTangentUnique() {
    if _isPOD(Element.self) { return }
    for index in indices { self[index].makeTangentUnique() }
  }

  /// Multiplies the numbers of every element.
  @inlinable
  public mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) {
    for index in indices { self[index].scaleTangent(by: factor) }
  }

  /// The sum of the elements' inner products.
  @inlinable
  public func innerProduct(with adjoint: Self) -> Double {
    var sum = 0.0
    for index in indices { sum += self[index].innerProduct(with: adjoint[index]) }
    return sum
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

/// The first mismatch between two arrays. Elements without references always fit.
@inlinable
func elementsMismatch<C: RandomAccessCollection>(_ primal: C, _ tangent: C) -> TangentShapeMismatch?
where C.Element: Differentiable, C.Index == Int {
  if primal.count != tangent.count {
    return TangentShapeMismatch(primal: elementCount(primal.count), tangent: elementCount(tangent.count))
  }
  if _isPOD(C.Element.self) { return nil }
  for index in primal.indices {
    if let found = primal[index].tangentShapeMismatch(with: tangent[index]) { return found.within(index: index) }
  }
  return nil
}

/// Makes the buffers of all elements unique. Elements without references have none.
@inlinable
func makeElementsUnique<Element: Differentiable>(_ elements: UnsafeMutableBufferPointer<Element>) {
  if _isPOD(Element.self) { return }
  for index in elements.indices { elements[index].makeTangentUnique() }
}

/// "1 element", "2 elements".
@inlinable
func elementCount(_ count: Int) -> String { count == 1 ? "1 element" : "\(count) elements" }

// Fragments of generated code about one value: its zero shadow, its shape check, its constant parts. Tuples cannot
// conform to protocols, so they are taken apart here.

/// The zero shadow of `value`.
func zeroShadow(of value: String, type: TypeSyntax) -> String {
  if let elements = type.tupleElements {
    let parts = elements.enumerated().map { index, element in
      (element.label.map { "\($0): " } ?? "") + zeroShadow(of: "\(value).\(index)", type: element.type)
    }
    return "(\(parts.joined(separator: ", ")))"
  }
  if type.isInactive { return value }
  return type.isScalar ? "0" : "Nabla.zeroTangent(of: \(value))"
}

/// Statements that trap if `shadow` does not have the shape of `primal`; empty if every shape fits.
func shapeCheck(
  of shadow: String, against primal: String, type: TypeSyntax, function: String, place: String, primalPlace: String
) -> [String] {
  if let elements = type.tupleElements {
    return elements.enumerated().flatMap { index, element in
      shapeCheck(
        of: "\(shadow).\(index)", against: "\(primal).\(index)", type: element.type, function: function,
        place: "\(place).\(element.label ?? String(index))",
        primalPlace: "\(primalPlace).\(element.label ?? String(index))")
    }
  }
  guard case .container = type.typeClass else { return [] }
  return [
    "Nabla.checkTangentShape(of: \(shadow), against: \(primal), function: \"\(function)\", tangentName: \"\(place)\", "
      + "primalName: \"\(primalPlace)\")"
  ]
}

/// Statements that give `shadow` buffers of its own.
func uniqueShadow(_ shadow: String, type: TypeSyntax) -> [String] {
  if let elements = type.tupleElements {
    return elements.enumerated().flatMap { uniqueShadow("\(shadow).\($0.offset)", type: $0.element.type) }
  }
  guard case .container = type.typeClass else { return [] }
  return ["\(shadow).makeTangentUnique()"]
}

/// Statements that zero the parts of `shadow` marked `@NoDerivative`.
func constantPartsCleared(in shadow: String, type: TypeSyntax) -> [String] {
  if let elements = type.tupleElements {
    return elements.enumerated().flatMap { constantPartsCleared(in: "\(shadow).\($0.offset)", type: $0.element.type) }
  }
  return type.mayHaveConstantParts ? ["\(shadow).clearConstantParts()"] : []
}

/// The inner product of `value` with `adjoint`.
func innerProduct(of value: String, with adjoint: String, type: TypeSyntax) -> String {
  if type.isInactive { return "0" }
  guard let elements = type.tupleElements else { return "\(value).innerProduct(with: \(adjoint))" }
  let products = elements.enumerated().filter { !$0.element.type.isInactive }.map {
    innerProduct(of: "\(value).\($0.offset)", with: "\(adjoint).\($0.offset)", type: $0.element.type)
  }
  return products.joined(separator: " + ")
}

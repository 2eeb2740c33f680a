// The conformance of enums: a tangent has the case of its primal, and tangents of the associated values.

/// The members of the conformance of an enum.
func enumMembers(_ declaration: NominalTypeSyntax) throws(Diagnostics) -> [String] {
  let cases = EnumCases(declaration)
  if cases.active.isEmpty {
    throw Diagnostics([
      Diagnostic(
        "'\(declaration.name.text)' has no case with a value that can hold a derivative", at: declaration.name.range)
    ])
  }
  return [
    "func zeroTangent() -> Self {\n" + cases.rebuilt("return ") { zeroShadow(of: $0, type: $1) }
      + (cases.isComplete ? "" : "  default: return self\n") + "  }\n}",
    cases.mismatchMember,
    "mutating func makeTangentUnique() {\n"
      + cases.changed { tupleLeaves(of: $0, type: $1).map { "Nabla.makeTangentUnique(&\($0))" } } + "}",
    "mutating func scaleTangent<Factor: Nabla.DifferentiableScalar>(by factor: Factor) {\n"
      + cases.changed { tupleLeaves(of: $0, type: $1).map { "\($0).scaleTangent(by: factor)" } } + "}",
    cases.innerProductMember,
    "mutating func clearConstantParts() {\n"
      + cases.changed { constantPartsCleared(in: $0, type: $1) } + "}",
    constantPartsMember(types: cases.active.flatMap { $0.values.map(\.type) }, isKnown: false),
  ]
}

/// The cases of an enum, and code that goes through them. Associated values are called `v0`, `v1`, …; those of the
/// tangent `t0`, `t1`, ….
private struct EnumCases {
  let all: [CaseSyntax]
  /// Cases with values that can hold a derivative.
  let active: [CaseSyntax]

  init(_ declaration: NominalTypeSyntax) {
    all = declaration.cases
    active = all.filter { $0.values.contains { !$0.type.isInactive } }
  }

  /// Whether a `default` would never be reached.
  var isComplete: Bool { active.count == all.count }

  /// A `switch` that makes each case anew from its values, without its end.
  func rebuilt(_ prefix: String, _ value: (String, TypeSyntax) -> String) -> String {
    var text = "  switch self {\n"
    for found in active {
      let values = found.values.enumerated().map { value("v\($0.offset)", $0.element.type) }
      let bindings = values.enumerated().map { $0.element.contains("v\($0.offset)") ? "let v\($0.offset)" : "_" }
      let arguments = zip(found.values, values).map { label($0) + $1 }
      text +=
        "  case .\(found.name.spelling)(\(bindings.joined(separator: ", "))): "
        + "\(prefix).\(found.name.spelling)(\(arguments.joined(separator: ", ")))\n"
    }
    return text
  }

  /// A `switch` that changes the values of each case.
  func changed(_ statements: (String, TypeSyntax) -> [String]) -> String {
    var text = ""
    for found in active {
      let changes = found.values.enumerated().map { statements("v\($0.offset)", $0.element.type) }
      if changes.allSatisfy(\.isEmpty) { continue }
      let bindings = found.values.indices.map {
        label(found.values[$0]) + (changes[$0].isEmpty ? "let v\($0)" : "var v\($0)")
      }
      let values = found.values.enumerated().map { "\(label($0.element))v\($0.offset)" }.joined(separator: ", ")
      text += "  case .\(found.name.spelling)(\(bindings.joined(separator: ", "))):\n"
      for change in changes.flatMap(\.self) { text += "    \(change)\n" }
      text += "    self = .\(found.name.spelling)(\(values))\n"
    }
    if text.isEmpty { return "" }
    let handled = active.filter { found in
      found.values.enumerated().contains { !statements("v\($0.offset)", $0.element.type).isEmpty }
    }
    return "  switch self {\n" + text + (handled.count == all.count ? "" : "  default: break\n") + "  }\n"
  }

  var mismatchMember: String {
    var text =
      "func tangentShapeMismatch(with tangent: Self) -> Nabla.TangentShapeMismatch? {\n  switch (self, tangent) {\n"
    for found in all {
      guard active.contains(where: { $0.name == found.name }) else {
        text += "  case (.\(found.name.spelling), .\(found.name.spelling)): return nil\n"
        continue
      }
      text += "  case (\(pattern(found, "v")), \(pattern(found, "t"))):\n"
      for leaf in leaves(of: found) {
        text +=
          "    if let found = Nabla.tangentShapeMismatch(of: t\(leaf), against: v\(leaf)) { "
          + "return found.within(\"\(found.name.text).\(leaf)\") }\n"
      }
      text += "    return Nabla.shadowMismatch(of: tangent, against: self)\n"
    }
    if all.count > 1 {
      text +=
        "  default: return Nabla.TangentShapeMismatch(primal: Nabla.caseName(of: self), "
        + "tangent: Nabla.caseName(of: tangent))\n"
    }
    return text + "  }\n}"
  }

  var innerProductMember: String {
    var text = "func innerProduct(with adjoint: Self) -> Double {\n  switch (self, adjoint) {\n"
    for found in active {
      let products = leaves(of: found).map { "v\($0).innerProduct(with: t\($0))" }
      text +=
        "  case (\(pattern(found, "v")), \(pattern(found, "t"))): "
        + "return \(products.joined(separator: " + "))\n"
    }
    return text + (all.count > 1 ? "  default: return 0\n" : "") + "  }\n}"
  }

  /// The numbers of the values that can hold derivatives, with the places in tuples.
  private func leaves(of found: CaseSyntax) -> [String] {
    found.values.enumerated().flatMap { tupleLeaves(of: String($0.offset), type: $0.element.type) }
  }

  /// The pattern of a case that binds the values that can hold derivatives.
  private func pattern(_ found: CaseSyntax, _ letter: String) -> String {
    let used = Set(leaves(of: found).map { $0.prefix { $0 != "." } })
    let names = found.values.indices.map { used.contains("\($0)") ? "let \(letter)\($0)" : "_" }
    return ".\(found.name.spelling)(\(names.joined(separator: ", ")))"
  }

  private func label(_ element: TypeSyntax.Element) -> String { element.label.map { "\($0): " } ?? "" }
}

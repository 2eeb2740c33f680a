// `@Differentiable`: a struct's conformance, member by member.

/// Expands `@Differentiable` into an extension with the conformance.
func expandDifferentiable(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  guard request.wantsConformance else { return MacroExpansion(source: "", diagnostics: []) }
  let declaration: StructSyntax
  do throws(Diagnostic) {
    var parser = Parser(request.declaration)
    let start = parser
    _ = try parser.parsePrefix()
    if !parser.current.is("struct") {
      throw Diagnostic(
        "'@Differentiable' can only be attached to a struct; write the conformance of other types yourself",
        at: parser.current.range)
    }
    parser = start
    declaration = try parser.parseStruct()
  } catch {
    throw Diagnostics([error])
  }
  let access = ["public", "package"].first { word in declaration.modifiers.contains { $0.is(word) } }
  let prefix = access.map { "\($0) " } ?? ""
  let properties = try sortProperties(declaration)
  let clauses = declaration.genericParameters.map { "\($0): Nabla.Differentiable" }.joined(separator: ", ")
  let members = [
    zeroTangentMember(properties), mismatchMember(properties), uniqueMember(properties), scaleMember(properties),
    innerProductMember(properties), constantMember(properties),
  ].map { "  " + prefix + $0.replacing("\n", with: "\n  ") }
  let isolation = declaration.modifiers.contains { $0.is("nonisolated") } ? "nonisolated " : ""
  let name = request.extendedType ?? declaration.name.spelling
  let source = """
    \(isolation)extension \(name): Nabla.Differentiable\(clauses.isEmpty ? "" : " where \(clauses)") {
    \(members.joined(separator: "\n\n"))
    }
    """
  return MacroExpansion(source: source, diagnostics: [])
}

/// The stored properties by the part they play.
private struct SortedProperties {
  /// A stored property.
  typealias Property = (name: String, type: TypeSyntax)

  /// Differentiable properties.
  var active: [Property] = []
  /// Properties marked `@NoDerivative` that can hold numbers.
  var excluded: [Property] = []
}

private func sortProperties(_ declaration: StructSyntax) throws(Diagnostics) -> SortedProperties {
  var sorted = SortedProperties()
  var found: [Diagnostic] = []
  for property in declaration.properties {
    let place = property.name.range
    guard let type = property.type else {
      found.append(
        Diagnostic("'@Differentiable' needs the type of '\(property.name.text)' written out", at: place)
          .fixing("write the type", replace: place.upperBound..<place.upperBound, by: ": Double"))
      continue
    }
    if type.isInactive { continue }
    if property.isConstant {
      found.append(
        Diagnostic(
          "'\(property.name.text)' cannot hold a derivative because it is a 'let'; make it a 'var'", at: place))
    } else if property.attributes.contains(where: { $0.name.is("NoDerivative") }) {
      sorted.excluded.append((property.name.spelling, type))
    } else {
      sorted.active.append((property.name.spelling, type))
    }
  }
  if sorted.active.isEmpty && found.isEmpty {
    found.append(
      Diagnostic(
        "'\(declaration.name.text)' has no stored property that can hold a derivative", at: declaration.name.range))
  }
  if !found.isEmpty { throw Diagnostics(found) }
  return sorted
}

private func zeroTangentMember(_ properties: SortedProperties) -> String {
  let active = properties.active.map { "  tangent.\($0.name) = \(zeroShadow(of: $0.name, type: $0.type))" }
  let excluded = properties.excluded.map { "  tangent.\($0.name) = Nabla.shadow(of: \($0.name))" }
  return "func zeroTangent() -> Self {\n  var tangent = self\n\((active + excluded).joined(separator: "\n"))\n"
    + "  return tangent\n}"
}

private func mismatchMember(_ properties: SortedProperties) -> String {
  let checks = (properties.active + properties.excluded).flatMap { property in
    tupleLeaves(of: property.name, type: property.type).map { leaf in
      "  if let found = Nabla.tangentShapeMismatch(of: tangent.\(leaf), against: \(leaf)) { "
        + "return found.within(\"\(leaf)\") }"
    }
  }
  return "func tangentShapeMismatch(with tangent: Self) -> Nabla.TangentShapeMismatch? {\n"
    + "\(checks.joined(separator: "\n"))\n  return nil\n}"
}

private func uniqueMember(_ properties: SortedProperties) -> String {
  let statements = (properties.active + properties.excluded).flatMap { property in
    tupleLeaves(of: property.name, type: property.type).map { "  Nabla.makeTangentUnique(&\($0))" }
  }
  return "mutating func makeTangentUnique() {\n\(statements.joined(separator: "\n"))\n}"
}

private func scaleMember(_ properties: SortedProperties) -> String {
  let statements = properties.active.flatMap { property in
    tupleLeaves(of: property.name, type: property.type).map { "  \($0).scaleTangent(by: factor)" }
  }
  return "mutating func scaleTangent<Scalar: Nabla.DifferentiableScalar>(by factor: Scalar) {\n"
    + "\(statements.joined(separator: "\n"))\n}"
}

private func innerProductMember(_ properties: SortedProperties) -> String {
  let statements = properties.active.flatMap { property in
    tupleLeaves(of: property.name, type: property.type).map {
      "  innerProduct += \($0).innerProduct(with: adjoint.\($0))"
    }
  }
  return "func innerProduct(with adjoint: Self) -> Double {\n  var innerProduct = 0.0\n"
    + "\(statements.joined(separator: "\n"))\n  return innerProduct\n}"
}

private func constantMember(_ properties: SortedProperties) -> String {
  let active = properties.active.flatMap { constantPartsCleared(in: $0.name, type: $0.type) }.map { "  " + $0 }
  let excluded = properties.excluded.map { "  \($0.name) = Nabla.shadow(of: \($0.name))" }
  return "mutating func clearConstantParts() {\n\((active + excluded).joined(separator: "\n"))\n}"
}

/// The places of the parts of a tuple that can hold a derivative, or `name` itself.
private func tupleLeaves(of name: String, type: TypeSyntax) -> [String] {
  if type.isInactive { return [] }
  guard let elements = type.tupleElements else { return [name] }
  return elements.enumerated().flatMap { tupleLeaves(of: "\(name).\($0.offset)", type: $0.element.type) }
}

// The conformance of structs and classes: every stored property that can hold a derivative is treated alike.
//
// The tangent of a class is another instance, made by an initialiser that the macro adds.

/// The stored properties of a type by the part they play.
struct StoredProperties {
  /// A stored property.
  typealias Property = (name: String, type: TypeSyntax)

  /// Differentiable properties.
  var active: [Property] = []
  /// Properties marked `@NoDerivative` that can hold numbers.
  var excluded: [Property] = []

  /// Sorts the properties of `declaration`.
  init(_ declaration: NominalTypeSyntax) throws(Diagnostics) {
    var found: [Diagnostic] = []
    for property in declaration.properties {
      let place = property.name.range
      guard let type = property.type else {
        found.append(
          Diagnostic("'@Differentiable' needs the type of '\(property.name.text)' written out", at: place)
            .fixing("write the type", replace: place.upperBound..<place.upperBound, by: ": Double"))
        continue
      }
      if type.isInactive || property.modifiers.contains(where: { $0.is("weak") || $0.is("unowned") }) { continue }
      if property.isConstant {
        found.append(
          Diagnostic(
            "'\(property.name.text)' cannot hold a derivative because it is a 'let'; make it a 'var'", at: place))
      } else if property.attributes.contains(where: { $0.name.is("NoDerivative") }) {
        excluded.append((property.name.spelling, type))
      } else {
        active.append((property.name.spelling, type))
      }
    }
    if active.isEmpty && found.isEmpty {
      found.append(
        Diagnostic(
          "'\(declaration.name.text)' has no stored property that can hold a derivative", at: declaration.name.range))
    }
    if !found.isEmpty { throw Diagnostics(found) }
  }

  /// The places of all parts that can hold numbers.
  fileprivate var leaves: [String] { (active + excluded).flatMap { tupleLeaves(of: $0.name, type: $0.type) } }
  fileprivate var activeLeaves: [String] { active.flatMap { tupleLeaves(of: $0.name, type: $0.type) } }
}

/// The members of the conformance of a struct or class. Properties may have the names of parameters and variables here:
/// they are those of `self`.
func memberwiseMembers(_ declaration: NominalTypeSyntax, _ properties: StoredProperties) -> [String] {
  let isClass = declaration.keyword.is("class")
  let mutating = isClass ? "" : "mutating "
  return [
    isClass ? shadowInstance(declaration) : zeroTangentMember(properties),
    mismatchMember(declaration, properties),
    "\(mutating)func makeTangentUnique() {\n"
      + lines(properties.leaves.map { "Nabla.makeTangentUnique(&self.\($0))" }) + "}",
    "\(mutating)func scaleTangent<Factor: Nabla.DifferentiableScalar>(by factor: Factor) {\n"
      + lines(properties.activeLeaves.map { "self.\($0).scaleTangent(by: factor)" }) + "}",
    "func innerProduct(with adjoint: \(isClass ? declaration.name.spelling : "Self")) -> Double {\n"
      + lines(
        ["var innerProduct = 0.0"]
          + properties.activeLeaves.map { "innerProduct += self.\($0).innerProduct(with: adjoint.\($0))" }
          + ["return innerProduct"]) + "}",
    "\(mutating)func clearConstantParts() {\n"
      + lines(
        properties.active.flatMap { constantPartsCleared(in: "self.\($0.name)", type: $0.type) }
          + properties.excluded.map { "self.\($0.name) = Nabla.shadow(of: self.\($0.name))" }) + "}",
    constantPartsMember(types: properties.active.map(\.type), isKnown: !properties.excluded.isEmpty),
  ]
}

private func mismatchMember(_ declaration: NominalTypeSyntax, _ properties: StoredProperties) -> String {
  let isClass = declaration.keyword.is("class")
  let own =
    "if tangent === self { return Nabla.TangentShapeMismatch(primal: \"an instance\", tangent: \"the same instance\") }"
  let checks = properties.leaves.map {
    "if let found = Nabla.tangentShapeMismatch(of: tangent.\($0), against: self.\($0)) { return found.within(\"\($0)\") }"
  }
  return "func tangentShapeMismatch(with tangent: \(isClass ? declaration.name.spelling : "Self")) "
    + "-> Nabla.TangentShapeMismatch? {\n"
    + lines((isClass ? [own] : []) + checks + ["return Nabla.shadowMismatch(of: tangent, against: self)"]) + "}"
}

/// The initialiser that makes the tangent of an instance.
func shadowInitializer(_ declaration: NominalTypeSyntax, _ properties: StoredProperties) -> String {
  let zeroed = properties.active.map { "self.\($0.name) = \(zeroShadow(of: "primal.\($0.name)", type: $0.type))" }
  let excluded = properties.excluded.map { "self.\($0.name) = Nabla.shadow(of: primal.\($0.name))" }
  let known = Set((properties.active + properties.excluded).map(\.name))
  let others = declaration.properties.filter { property in
    !known.contains(property.name.spelling) && !(property.isConstant && property.hasInitialValue)
      && !property.modifiers.contains { $0.is("lazy") }
  }
  let kept = others.map { "self.\($0.name.spelling) = primal.\($0.name.spelling)" }
  return "fileprivate init(zeroTangentOf primal: \(declaration.name.spelling)) {\n" + lines(zeroed + excluded + kept)
    + "}"
}

private func shadowInstance(_ declaration: NominalTypeSyntax) -> String {
  "func zeroTangent() -> \(declaration.name.spelling) { \(declaration.name.spelling)(zeroTangentOf: self) }"
}

private func zeroTangentMember(_ properties: StoredProperties) -> String {
  let active = properties.active.map { "tangent.\($0.name) = \(zeroShadow(of: "self.\($0.name)", type: $0.type))" }
  let excluded = properties.excluded.map { "tangent.\($0.name) = Nabla.shadow(of: self.\($0.name))" }
  return "func zeroTangent() -> Self {\n" + lines(["var tangent = self"] + active + excluded + ["return tangent"]) + "}"
}

/// Whether values may have parts marked `@NoDerivative`, as far as `types` tell.
func constantPartsMember(types: [TypeSyntax], isKnown: Bool) -> String {
  var asked: [String] = []
  for type in types where type.mayHaveConstantParts {
    let question = "Nabla.mayHaveConstantParts((\(type.storageText)).self)"
    if type.tupleElements == nil, !asked.contains(question) { asked.append(question) }
  }
  let isTuple = types.contains { $0.tupleElements != nil && $0.mayHaveConstantParts }
  let answer = isKnown || isTuple ? "true" : asked.isEmpty ? "false" : asked.joined(separator: " || ")
  return "static var mayHaveConstantParts: Bool { \(answer) }"
}

/// Statements, indented, each with a line break.
func lines(_ statements: [String]) -> String { statements.map { "  \($0)\n" }.joined() }

/// The places of the parts of a tuple that can hold a derivative, or `name` itself.
func tupleLeaves(of name: String, type: TypeSyntax) -> [String] {
  if type.isInactive { return [] }
  guard let elements = type.tupleElements else { return [name] }
  return elements.enumerated().flatMap { tupleLeaves(of: "\(name).\($0.offset)", type: $0.element.type) }
}

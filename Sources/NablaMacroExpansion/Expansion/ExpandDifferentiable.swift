// `@Differentiable`: the conformance of a struct, class or enum, part by part.

/// Expands `@Differentiable` into an extension with the conformance, and for classes into an initialiser.
func expandDifferentiable(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let declaration: NominalTypeSyntax
  do throws(Diagnostic) {
    declaration = try parseDifferentiable(request.declaration)
  } catch {
    throw Diagnostics([error])
  }
  let isMember = request.role == "member"
  if isMember != declaration.keyword.is("class") && isMember || !isMember && !request.wantsConformance {
    return MacroExpansion(source: "", diagnostics: [])
  }
  if isMember {
    // What is wrong is told once, by the extension.
    guard let properties = try? StoredProperties(declaration) else {
      return MacroExpansion(source: "", diagnostics: [])
    }
    return MacroExpansion(source: shadowInitializer(declaration, properties), diagnostics: [])
  }
  let members =
    declaration.keyword.is("enum")
    ? try enumMembers(declaration) : memberwiseMembers(declaration, try StoredProperties(declaration))
  let access = ["public", "package"].first { declaration.has($0) } ?? (declaration.has("open") ? "public" : nil)
  let clauses = declaration.genericParameters.map { "\($0): Nabla.Differentiable" }.joined(separator: ", ")
  let isolation = declaration.has("nonisolated") ? "nonisolated " : ""
  let name = request.extendedType ?? declaration.name.spelling
  let source = """
    \(isolation)extension \(name): Nabla.Differentiable\(clauses.isEmpty ? "" : " where \(clauses)") {
    \(members.map { "  " + (access.map { "\($0) " } ?? "") + $0.replacing("\n", with: "\n  ") }.joined(separator: "\n\n"))
    }
    """
  return MacroExpansion(source: source, diagnostics: [])
}

private func parseDifferentiable(_ source: SourceText) throws(Diagnostic) -> NominalTypeSyntax {
  var parser = Parser(source)
  let start = parser
  let (_, modifiers) = try parser.parsePrefix()
  let keyword = parser.current
  if keyword.is("func") || keyword.is("init") || keyword.is("subscript") {
    throw Diagnostic(
      "'@Differentiable' is for types; write '@Gradient', '@Derivative' or '@Pullback' before a function",
      at: keyword.range)
  }
  if keyword.is("class"), !modifiers.contains(where: { $0.is("final") }) {
    throw Diagnostic(
      "'@Differentiable' needs a final class: an instance of a subclass would lose what the subclass adds",
      at: keyword.range
    ).fixing("make the class final", replace: keyword.range, by: "final class")
  }
  guard ["struct", "class", "enum"].contains(keyword.text), !keyword.isQuoted else {
    throw Diagnostic(
      "'@Differentiable' can only be attached to a struct, an enum or a final class", at: keyword.range)
  }
  parser = start
  return try parser.parseNominalType()
}

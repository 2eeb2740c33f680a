// `@Derivative`: forward mode, values in, values out.

/// Expands `@Derivative` into `fDerivative(…, along:)`.
func expandDerivative(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Derivative", attribute: attribute)
  let active = try primal.activeParameters(macro: "Derivative", attribute: attribute)
  let result = try checkedResult(of: primal, macro: "Derivative")
  let engine = primal.engineRequest(
    request, mode: .forward, name: "forward",
    inputs: primal.parameters.indices.map { active.contains($0) ? .dup : .const }, result: .dup)

  let tangents = primal.local("tangent")
  let tangentType = tuple(active.map { (primal.parameters[$0].elementLabel, primal.parameters[$0].type.storageText) })
  let type = result.storageText
  var wrapper = Wrapper(
    documentation: ["The value of `\(primal.name)` and its derivative along a direction."] + primal.documentation,
    prefix: primal.wrapperPrefix, name: "\(primal.name)Derivative",
    parameters: primal.declaredParameters + ["along \(tangents): \(tangentType)"],
    throwsClause: primal.throwsClause, result: "(value: \(type), derivative: \(type))",
    conversions: primal.conversions)
  var arguments: [String] = []
  for (index, parameter) in primal.parameters.enumerated() {
    let memory = primal.local("\(parameter.stem)Primal")
    wrapper.body.append("var \(memory): \(parameter.type.storageText) = \(parameter.name)")
    arguments.append("&\(memory)")
    guard active.contains(index) else { continue }
    let shadow = primal.local("\(parameter.stem)Shadow")
    let tangent = active.count == 1 ? tangents : "\(tangents).\(parameter.elementLabel)"
    let place = active.count == 1 ? "along" : "along.\(parameter.plainName)"
    let arranged = parameter.type.isDictionary ? "Nabla.arranged(\(tangent), like: \(parameter.name))" : tangent
    wrapper.body.append("var \(shadow): \(parameter.type.storageText) = \(arranged)")
    wrapper.body += shapeCheck(
      of: shadow, against: parameter.name, type: parameter.type, function: wrapper.name, place: place,
      primalPlace: parameter.plainName)
    // A direction may be the point itself; the engine tells shadows from constant memory by their addresses.
    wrapper.body += uniqueShadow(shadow, type: parameter.type)
    wrapper.body += constantPartsCleared(in: shadow, type: parameter.type)
    arguments.append("&\(shadow)")
  }
  let results = ResultMemory(type: result, shadows: 1, name: primal.local("result"))
  wrapper.body += results.preparation
  wrapper.body += [
    "\(primal.tryKeyword)\(primal.engineFunction(engine))(\((arguments + results.arguments).joined(separator: ", ")))",
    "return (value: \(results.value), derivative: \(results.shadow(0)))",
  ]
  return MacroExpansion(source: engine.source + "\n\n" + wrapper.source, diagnostics: [])
}

/// The result type of `primal`, which may be any type that can hold a derivative.
func checkedResult(of primal: Primal, macro: String) throws(Diagnostics) -> TypeSyntax {
  guard let result = primal.result else {
    throw Diagnostics([
      Diagnostic(
        "'@\(macro)' needs a function with a result; '\(primal.name)' returns nothing",
        at: primal.syntax.result?.range ?? primal.syntax.name.range)
    ])
  }
  switch result.typeClass {
  case .inactive:
    throw Diagnostics([
      Diagnostic(
        "'\(primal.name)' cannot be differentiated: its result '\(result.text)' holds no floating-point number",
        at: result.range)
    ])
  case .unsupported(let what):
    throw Diagnostics([Diagnostic("'@\(macro)' does not support \(what) as results", at: result.range)])
  case .pointer:
    throw Diagnostics([Diagnostic("'@\(macro)' does not support pointers as results", at: result.range)])
  default: return result
  }
}

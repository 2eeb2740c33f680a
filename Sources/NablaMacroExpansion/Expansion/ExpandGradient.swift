// `@Gradient`: reverse mode, values in, values out.

/// Expands `@Gradient` into `fGradient` and `fValueWithGradient`.
func expandGradient(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Gradient", attribute: attribute)
  let active = try primal.activeParameters(macro: "Gradient", attribute: attribute)
  let result = try checkGradientResult(of: primal)
  let engine = primal.engineRequest(
    request, mode: .reverse, name: "reverse",
    inputs: primal.parameters.indices.map { active.contains($0) ? .dup : .const }, result: .dup)

  let adjoints = active.map { index -> (label: String, value: String) in
    let parameter = primal.parameters[index]
    return (parameter.elementLabel, primal.local("\(parameter.stem)Shadow"))
  }
  let gradientType = tuple(active.map { (primal.parameters[$0].elementLabel, primal.parameters[$0].type.storageText) })
  var wrapper = Wrapper(
    documentation: ["The value of `\(primal.name)` and its gradient."], prefix: primal.wrapperPrefix,
    name: "\(primal.name)ValueWithGradient", parameters: primal.declaredParameters,
    throwsClause: primal.throwsClause, result: "(value: \(result.text), gradient: \(gradientType))")
  var arguments: [String] = []
  for (index, parameter) in primal.parameters.enumerated() {
    let memory = primal.local("\(parameter.stem)Primal")
    wrapper.body.append("var \(memory): \(parameter.type.storageText) = \(parameter.name)")
    arguments.append("&\(memory)")
    guard active.contains(index) else { continue }
    let shadow = primal.local("\(parameter.stem)Shadow")
    wrapper.body.append(
      "var \(shadow): \(parameter.type.storageText) = \(zeroShadow(of: parameter.name, type: parameter.type))")
    arguments.append("&\(shadow)")
  }
  let value = primal.local("resultPrimal")
  let seed = primal.local("resultShadow")
  wrapper.body += ["var \(seed): \(result.text) = Nabla.unitSeed()", "var \(value): \(result.text) = 0"]
  arguments += ["&\(value)", "&\(seed)"]
  wrapper.body.append("\(primal.tryKeyword)\(primal.engineFunction(engine))(\(arguments.joined(separator: ", ")))")
  for (index, adjoint) in zip(active, adjoints) {
    wrapper.body += constantPartsCleared(in: adjoint.value, type: primal.parameters[index].type)
  }
  wrapper.body.append("return (value: \(value), gradient: \(tuple(adjoints)))")

  var short = wrapper
  short.documentation = ["The gradient of `\(primal.name)`."]
  short.name = "\(primal.name)Gradient"
  short.result = gradientType
  short.body = [
    "return \(primal.tryKeyword)\(wrapper.name)(\(primal.forwardedArguments.joined(separator: ", "))).gradient"
  ]
  return MacroExpansion(
    source: [engine.source, wrapper.source, short.source].joined(separator: "\n\n"), diagnostics: [])
}

/// The result type, checked to be a number as far as its spelling tells.
private func checkGradientResult(of primal: Primal) throws(Diagnostics) -> TypeSyntax {
  guard let result = primal.result else {
    throw Diagnostics([
      Diagnostic(
        "'@Gradient' needs a function that returns a floating-point number; '\(primal.name)' returns nothing",
        at: primal.syntax.result?.range ?? primal.syntax.name.range)
    ])
  }
  if result.isScalar { return result }
  if case .named(_, let arguments) = result.kind, arguments.isEmpty, !result.isInactive { return result }
  throw Diagnostics([
    Diagnostic(
      "'@Gradient' needs a function that returns a floating-point number, not '\(result.text)'; use '@Derivative' for "
        + "the derivative along a direction", at: result.range)
  ])
}

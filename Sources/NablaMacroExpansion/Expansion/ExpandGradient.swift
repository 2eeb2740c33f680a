// `@Gradient`: reverse mode, values in, values out.

/// Expands `@Gradient` into `fGradient` and `fValueWithGradient`.
func expandGradient(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Gradient", attribute: attribute)
  let active = try primal.activeParameters(macro: "Gradient", attribute: attribute)
  let result = try checkGradientResult(of: primal)
  let functions = [true, false].map { withValue in
    gradientFunction(of: primal, active, result, request, withValue: withValue)
  }
  return MacroExpansion(source: functions.flatMap(\.self).joined(separator: "\n\n"), diagnostics: [])
}

/// The engine's function and the one around it that users call. Without the value, the engine need not compute it.
private func gradientFunction(
  of primal: Primal, _ active: [Int], _ result: TypeSyntax, _ request: MacroRequest, withValue: Bool
) -> [String] {
  let engine = primal.engineRequest(
    request, mode: .reverse, name: withValue ? "reverse" : "gradient",
    inputs: primal.parameters.indices.map { active.contains($0) ? .dup : .const },
    result: withValue ? .dup : .dupnoneed)
  let adjoints = active.map { index -> (label: String, value: String) in
    let parameter = primal.parameters[index]
    return (parameter.elementLabel, primal.local("\(parameter.stem)Shadow"))
  }
  let gradientType = tuple(active.map { (primal.parameters[$0].elementLabel, primal.parameters[$0].type.storageText) })
  var wrapper = Wrapper(
    documentation: [
      withValue ? "The value of `\(primal.name)` and its gradient." : "The gradient of `\(primal.name)`."
    ] + primal.documentation,
    prefix: primal.wrapperPrefix, name: primal.name + (withValue ? "ValueWithGradient" : "Gradient"),
    parameters: primal.declaredParameters, throwsClause: primal.throwsClause,
    result: withValue ? "(value: \(result.text), gradient: \(gradientType))" : gradientType,
    conversions: primal.conversions)
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
  wrapper.body.append(
    withValue ? "return (value: \(value), gradient: \(tuple(adjoints)))" : "return \(tuple(adjoints))")
  return [engine.source, wrapper.source]
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

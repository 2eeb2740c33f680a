// `@Pullback`: reverse mode for results of any type. What the engine differentiates is the inner product of the result
// with an adjoint: a number, whose gradient is the pullback of that adjoint.

/// Expands `@Pullback` into `fValueWithPullback` and `fPullback`.
func expandPullback(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Pullback", attribute: attribute)
  let active = try primal.activeParameters(macro: "Pullback", attribute: attribute)
  let result = try checkedResult(of: primal, macro: "Pullback")
  let type = result.storageText
  let engine = pullbackRequest(request, primal, active: active, result: result)
  let gradientType = tuple(active.map { (primal.parameters[$0].elementLabel, primal.parameters[$0].type.storageText) })
  let effects = primal.throwsClause.isEmpty ? "" : " \(primal.throwsClause)"
  let pullbackType = "(\(type))\(effects) -> \(gradientType)"
  let names = PullbackNames(
    value: primal.local("value"), adjoint: primal.local("adjoint"), product: primal.local("product"))

  var wrapper = Wrapper(
    documentation: [
      "The value of `\(primal.name)`, and the function that turns an adjoint of the value into those of the arguments."
    ] + primal.documentation, prefix: primal.wrapperPrefix, name: "\(primal.name)ValueWithPullback",
    parameters: primal.declaredParameters,
    throwsClause: primal.throwsClause, result: "(value: \(type), pullback: \(pullbackType))")
  wrapper.body = [
    "let \(names.value): \(type) = \(primal.tryKeyword)\(primal.directCall)",
    "return (value: \(names.value), pullback: { (\(names.adjoint): \(type)) in",
  ]
  wrapper.body += pullbackBody(primal, active: active, result: result, engine: engine, names: names, wrapper.name)
    .map { "  " + $0 }
  wrapper.body.append("})")

  var short = wrapper
  short.documentation =
    [
      "The function that turns an adjoint of the value of `\(primal.name)` into those of the arguments."
    ] + primal.documentation
  short.name = "\(primal.name)Pullback"
  short.result = pullbackType.hasPrefix("(") ? "(\(pullbackType))" : pullbackType
  short.body = [
    "return \(primal.tryKeyword)\(wrapper.name)(\(primal.forwardedArguments.joined(separator: ", "))).pullback"
  ]
  return MacroExpansion(
    source: [engine.source, wrapper.source, short.source].joined(separator: "\n\n"), diagnostics: [])
}

/// Names of local variables in the wrapper.
private struct PullbackNames {
  var value: String
  var adjoint: String
  var product: String
}

/// The request: parameters, the adjoint, and the inner product of both.
private func pullbackRequest(
  _ request: MacroRequest, _ primal: Primal, active: [Int], result: TypeSyntax
) -> EngineRequest {
  var engine = primal.engineRequest(
    request, mode: .reverse, name: "pullback",
    inputs: primal.parameters.indices.map { active.contains($0) ? .dup : .const }, result: .const)
  let adjoint = engine.slots.count - 1
  engine.slots[adjoint].isMutable = false
  engine.slots.append(EngineRequest.Slot(type: "Double", isMutable: true, activity: .dup))
  let value = primal.tryKeyword + primal.pointerCall
  engine.primalBody =
    "let value = \(value); let adjoint = $\(adjoint).pointee; "
    + "$\(adjoint + 1).initialize(to: \(innerProduct(of: "value", with: "adjoint", type: result)))"
  return engine
}

/// The statements of the pullback.
private func pullbackBody(
  _ primal: Primal, active: [Int], result: TypeSyntax, engine: EngineRequest, names: PullbackNames, _ function: String
) -> [String] {
  var body = shapeCheck(
    of: names.adjoint, against: names.value, type: result, function: function, place: "adjoint", primalPlace: "value")
  var arguments: [String] = []
  var adjoints: [(label: String, value: String)] = []
  var cleanup: [String] = []
  for (index, parameter) in primal.parameters.enumerated() {
    let memory = primal.local("\(parameter.stem)Primal")
    body.append("var \(memory): \(parameter.type.storageText) = \(parameter.name)")
    arguments.append("&\(memory)")
    guard active.contains(index) else { continue }
    let shadow = primal.local("\(parameter.stem)Shadow")
    body.append(
      "var \(shadow): \(parameter.type.storageText) = \(zeroShadow(of: parameter.name, type: parameter.type))")
    arguments.append("&\(shadow)")
    cleanup += constantPartsCleared(in: shadow, type: parameter.type)
    adjoints.append((parameter.elementLabel, shadow))
  }
  let (product, seed) = (names.product, names.product + "Shadow")
  body += [
    "var \(names.adjoint)Primal: \(result.storageText) = \(names.adjoint)", "var \(product) = 0.0, \(seed) = 1.0",
  ]
  arguments += ["&\(names.adjoint)Primal", "&\(product)", "&\(seed)"]
  body.append("\(primal.tryKeyword)\(primal.engineFunction(engine))(\(arguments.joined(separator: ", ")))")
  return body + cleanup + ["return \(tuple(adjoints))"]
}

// `@Pullback`: reverse mode for results of any type, one run of the function and any number of adjoints. The engine makes
// the function in two parts (`SplitRequest`): the first runs with the wrapper, the second with each call of the pullback.
// How an adjoint comes into the shadow of a result, and adjoints of arguments out of theirs, depends on their types; that
// is left to derivatives of inner products.
//
// What is made of code that is differentiated itself needs no tape: there the gradient of the inner product of the
// result with the adjoint is the pullback, and the function runs with each call.

/// Expands `@Pullback` into `fValueWithPullback` and `fPullback`.
func expandPullback(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Pullback", attribute: attribute)
  let active = try primal.activeParameters(macro: "Pullback", attribute: attribute)
  let result = try checkedResult(of: primal, macro: "Pullback")
  let builder = PullbackBuilder(request, primal, active: active, result: result)
  return MacroExpansion(source: builder.declarations.joined(separator: "\n\n"), diagnostics: [])
}

/// Collects the parts of a pullback.
private struct PullbackBuilder {
  let primal: Primal
  let active: [Int]
  let result: TypeSyntax
  let joint: EngineRequest
  let split: SplitRequest
  /// The derivative of an inner product of results; nil for numbers.
  let seeding: EngineRequest?
  /// By active parameter, the derivatives of inner products.
  let takings: [Int: EngineRequest]
  let names: PullbackNames

  init(_ request: MacroRequest, _ primal: Primal, active: [Int], result: TypeSyntax) {
    self.primal = primal
    self.active = active
    self.result = result
    joint = pullbackRequest(request, primal, active: active, result: result)
    let inputs = primal.parameters.indices.map { active.contains($0) ? EngineRequest.SlotActivity.dup : .const }
    split = SplitRequest(
      primal.engineRequest(request, mode: .reverse, name: "split", inputs: inputs, result: .dup),
      name: { request.uniqueName($0) })
    seeding = result.isValueOnly ? nil : primal.productRequest(request, of: result, name: "seed", shadow: .dupmixed)
    let taken = active.filter { !primal.parameters[$0].type.isValueOnly }
    takings = Dictionary(
      uniqueKeysWithValues: taken.map {
        ($0, primal.productRequest(request, of: primal.parameters[$0].type, name: "take\($0)", shadow: .dup))
      })
    names = PullbackNames(primal)
  }

  var declarations: [String] {
    let wrapper = wrapper
    let products = [seeding].compactMap(\.self) + active.compactMap { takings[$0] }
    return [joint.source, split.source] + products.map(\.source) + [wrapper.source, short(wrapper).source]
  }

  private var type: String { result.storageText }

  private var gradientType: String {
    tuple(active.map { (primal.parameters[$0].elementLabel, primal.parameters[$0].type.storageText) })
  }

  private var pullbackType: String { "(\(type)) -> \(gradientType)" }

  private var wrapper: Wrapper {
    var wrapper = Wrapper(
      documentation: [
        "The value of `\(primal.name)`, and the function that turns an adjoint of the value into those of the arguments."
      ] + primal.documentation, prefix: primal.wrapperPrefix, name: "\(primal.name)ValueWithPullback",
      parameters: primal.declaredParameters,
      throwsClause: primal.throwsClause, result: "(value: \(type), pullback: \(pullbackType))",
      conversions: primal.conversions)
    let effects = primal.throwsClause.isEmpty ? "" : " \(primal.throwsClause)"
    wrapper.body = ["let \(names.joint) = { (\(names.adjoint): \(type))\(effects) -> \(gradientType) in"]
    wrapper.body += pullbackBody(primal, active: active, result: result, engine: joint, names: names).map { "  " + $0 }
    wrapper.body += [
      "}", "if Nabla.isDifferentiated() != 0 {",
      "  let \(names.value): \(type) = \(primal.tryKeyword)\(primal.directCall)",
      "  return (value: \(names.value), pullback: { (\(names.adjoint): \(type)) in",
    ]
    wrapper.body += (checks(wrapper.name) + ["return \(jointCall)"]).map { "    " + $0 } + ["  })", "}"]
    wrapper.body += forwardPart
    wrapper.body.append("return (value: \(names.value), pullback: { (\(names.adjoint): \(type)) in")
    wrapper.body += (checks(wrapper.name) + reversePart).map { "  " + $0 }
    wrapper.body.append("})")
    return wrapper
  }

  private func short(_ wrapper: Wrapper) -> Wrapper {
    var short = wrapper
    short.documentation =
      [
        "The function that turns an adjoint of the value of `\(primal.name)` into those of the arguments."
      ] + primal.documentation
    short.name = "\(primal.name)Pullback"
    short.result = "(\(pullbackType))"
    short.conversions = []
    short.body = [
      "return \(primal.tryKeyword)\(wrapper.name)(\(primal.forwardedArguments.joined(separator: ", "))).pullback"
    ]
    return short
  }

  /// What has returned a value once returns one again.
  private var jointCall: String { "\(primal.throwsClause.isEmpty ? "" : "try! ")\(names.joint)(\(names.adjoint))" }

  private func checks(_ function: String) -> [String] {
    shapeCheck(
      of: names.adjoint, against: names.value, type: result, function: function, place: "adjoint",
      primalPlace: "value")
  }

  private func engine(_ symbol: String) -> String { primal.isInstanceMethod ? "Self.\(symbol)" : symbol }

  private func primalName(_ index: Int) -> String { primal.local("\(primal.parameters[index].stem)Primal") }
  private func shadowName(_ index: Int) -> String { primal.local("\(primal.parameters[index].stem)Shadow") }
  private func adjointName(_ index: Int) -> String { primal.local("\(primal.parameters[index].stem)Adjoint") }

  /// The pointers that both parts take.
  private var pointers: [String] {
    primal.parameters.indices.flatMap { [primalName($0)] + (active.contains($0) ? [shadowName($0)] : []) }
      + [names.result, names.resultShadow]
  }

  /// The run of the function.
  private var forwardPart: [String] {
    var body = ["let \(names.memory) = Nabla.PullbackMemory(release: { \(engine(split.symbols.release))($0) })"]
    for (index, parameter) in primal.parameters.enumerated() {
      let type = parameter.type.storageText
      body.append("let \(primalName(index)) = \(names.memory).holding(\(parameter.name) as \(type))")
      guard active.contains(index) else { continue }
      let zero = zeroShadow(of: parameter.name, type: parameter.type)
      body.append("let \(shadowName(index)) = \(names.memory).holding(\(zero) as \(type))")
    }
    let arguments = (pointers + ["\(names.memory).tape"]).joined(separator: ", ")
    return body + [
      "let \(names.result) = \(names.memory).space(for: (\(type)).self)",
      "let \(names.resultShadow) = \(names.memory).space(for: (\(type)).self)",
      "\(primal.tryKeyword)\(engine(split.symbols.augmented))(\(arguments))",
      "\(names.memory).owns(\(names.result))", "let \(names.value): \(type) = unsafe \(names.result).pointee",
    ]
  }

  /// What each pullback does.
  private var reversePart: [String] {
    var body = [
      "guard \(names.memory).isReusable, let \(names.tape) = unsafe \(names.memory).tape.pointee else { return \(jointCall) }",
      "\(engine(split.symbols.rewind))(\(names.tape))",
    ]
    if let seeding {
      body.append(
        "\(names.memory).seed(\(names.result), \(names.resultShadow), with: \(names.adjoint), "
          + "by: \(engine(seeding.symbol)))")
    } else {
      body.append("unsafe \(names.resultShadow).pointee = \(names.adjoint)")
    }
    body.append("\(engine(split.symbols.pullback))(\((pointers + [names.tape]).joined(separator: ", ")))")
    for index in active { body += taken(index) }
    return body + ["return \(tuple(active.map { (primal.parameters[$0].elementLabel, adjointName($0)) }))"]
  }

  /// Moves an adjoint out of its shadow.
  private func taken(_ index: Int) -> [String] {
    let parameter = primal.parameters[index]
    let (adjoint, shadow) = (adjointName(index), shadowName(index))
    let zero = zeroShadow(of: "\(shadow).pointee", type: parameter.type)
    guard let taking = takings[index] else {
      return ["let \(adjoint) = unsafe \(shadow).pointee", "unsafe \(shadow).pointee = \(zero)"]
    }
    return [
      "var \(adjoint): \(parameter.type.storageText) = \(zero.contains(".pointee") ? "unsafe " : "")\(zero)",
      "\(names.memory).take(\(shadow), into: &\(adjoint), by: \(engine(taking.symbol)))",
    ] + constantPartsCleared(in: adjoint, type: parameter.type)
  }
}

extension Primal {
  /// The request for the derivative of the inner product of a value with another: it adds the latter to a shadow.
  fileprivate func productRequest(
    _ request: MacroRequest, of type: TypeSyntax, name: String, shadow: EngineRequest.SlotActivity
  ) -> EngineRequest {
    var engine = engineRequest(
      request, mode: .reverse, name: name, inputs: parameters.map { _ in .const }, result: .const)
    let slot = EngineRequest.Slot(type: type.storageText, isMutable: false, activity: shadow)
    engine.slots = [
      slot, EngineRequest.Slot(type: type.storageText, isMutable: false, activity: .const),
      EngineRequest.Slot(type: "Double", isMutable: true, activity: .dup),
    ]
    engine.throwsClause = ""
    engine.primalBody = "$2.initialize(to: \(innerProduct(of: "$0.pointee", with: "$1.pointee", type: type)))"
    return engine
  }
}

/// Names of local variables in the wrapper.
private struct PullbackNames {
  let value, adjoint, product, joint, memory, tape, result, resultShadow: String

  init(_ primal: Primal) {
    value = primal.local("value")
    adjoint = primal.local("adjoint")
    product = primal.local("product")
    joint = primal.local("joint")
    memory = primal.local("memory")
    tape = primal.local("tape")
    result = primal.local("resultPrimal")
    resultShadow = primal.local("resultShadow")
  }
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

/// The statements of a pullback that runs the function.
private func pullbackBody(
  _ primal: Primal, active: [Int], result: TypeSyntax, engine: EngineRequest, names: PullbackNames
) -> [String] {
  var body: [String] = []
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

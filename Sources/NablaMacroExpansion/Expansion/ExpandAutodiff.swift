// `@Autodiff`: the shadow level. The signature follows Rust's `std::autodiff`, translated to Swift:
//
// * every parameter stays; its shadows follow it, labelled `dx` (`dx1`, `dx2`, … with a width);
// * reverse shadows are `inout` and added to; forward tangents are values, or `inout` where the parameter is;
// * an active result adds a last parameter `seed:`;
// * the result is a tuple of the value, if wanted, and the adjoints of active parameters or the tangents of the result.

/// Expands `@Autodiff` into `fReverse` or `fForward`.
func expandAutodiff(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Autodiff", attribute: attribute)
  let arguments = try AutodiffArguments(attribute, primal: primal)
  let engine = primal.engineRequest(
    request, mode: arguments.mode, width: arguments.width, name: arguments.mode.rawValue,
    inputs: arguments.inputs.map(\.slot), result: arguments.result?.slot ?? .const)
  var builder = AutodiffBuilder(primal: primal, arguments: arguments, engine: engine)
  return MacroExpansion(source: engine.source + "\n\n" + builder.build(), diagnostics: [])
}

extension Activity {
  /// The engine's word for this activity.
  fileprivate var slot: EngineRequest.SlotActivity {
    switch self {
    case .const: .const
    case .active, .duplicated, .dual: .dup
    case .activeOnly: .dupnoneed
    case .duplicatedOnly, .dualOnly: .dupnoneed
    }
  }
}

/// Assembles the wrapper of one `@Autodiff`.
private struct AutodiffBuilder {
  let primal: Primal
  let arguments: AutodiffArguments
  let engine: EngineRequest
  var parameters: [String] = []
  var body: [String] = []
  var call: [String] = []
  var cleanup: [String] = []
  var outputs: [(label: String, type: String, value: String)] = []

  init(primal: Primal, arguments: AutodiffArguments, engine: EngineRequest) {
    self.primal = primal
    self.arguments = arguments
    self.engine = engine
  }

  private var name: String {
    arguments.name ?? primal.name + (arguments.mode == .reverse ? "Reverse" : "Forward")
  }

  mutating func build() -> String {
    for (parameter, activity) in zip(primal.parameters, arguments.inputs) { add(parameter, activity) }
    let results = addResult()
    let statement = "\(primal.tryKeyword)\(primal.engineFunction(engine))(\(call.joined(separator: ", ")))"
    body += [statement] + cleanup
    outputs = results + outputs
    if !outputs.isEmpty { body.append("return \(tuple(outputs.map { ($0.label, $0.value) }))") }
    let mode = arguments.mode == .reverse ? "Reverse" : "Forward"
    return Wrapper(
      documentation: ["\(mode)-mode derivative of `\(primal.name)`."], prefix: primal.wrapperPrefix, name: name,
      parameters: parameters, throwsClause: primal.throwsClause,
      result: outputs.isEmpty ? "" : tuple(outputs.map { ($0.label, $0.type) }), body: body
    ).source
  }

  private mutating func add(_ parameter: Parameter, _ activity: Activity) {
    if !parameter.isSelf { parameters.append(parameter.declaration) }
    if parameter.isInout {
      call.append("&\(parameter.name)")
    } else {
      let memory = primal.local("\(parameter.stem)Primal")
      body.append("var \(memory): \(parameter.type.storageText) = \(parameter.name)")
      call.append("&\(memory)")
    }
    switch activity {
    case .const: break
    case .active, .activeOnly: addAdjoint(of: parameter)
    case .duplicated, .duplicatedOnly, .dual, .dualOnly:
      for index in 1...arguments.width {
        addShadow(of: parameter, named: "d\(parameter.stem)" + (arguments.width > 1 ? String(index) : ""))
      }
    }
  }

  private mutating func addAdjoint(of parameter: Parameter) {
    let shadow = primal.local("\(parameter.stem)Shadow")
    body.append(
      "var \(shadow): \(parameter.type.storageText) = \(zeroShadow(of: parameter.name, type: parameter.type))")
    call.append("&\(shadow)")
    cleanup += constantPartsCleared(in: shadow, type: parameter.type)
    outputs.append(("d\(parameter.stem)", parameter.type.storageText, shadow))
  }

  private mutating func addShadow(of parameter: Parameter, named shadow: String) {
    let type = parameter.type
    if type.isPointer {
      addPointerShadow(of: parameter, named: shadow)
      return
    }
    let isInout = parameter.isInout || arguments.mode == .reverse
    parameters.append("\(shadow): \(isInout ? "inout " : "")\(type.storageText)")
    body += shapeCheck(
      of: shadow, against: parameter.name, type: type, function: name, place: shadow,
      primalPlace: parameter.plainName)
    if isInout {
      body += uniqueShadow(shadow, type: type)
      call.append("&\(shadow)")
    } else {
      let memory = primal.local("\(shadow)Shadow")
      body.append("var \(memory): \(type.storageText) = \(shadow)")
      call.append("&\(memory)")
    }
  }

  /// The shadow of a pointer is a pointer to memory of the same size; in reverse mode the engine writes to it.
  private mutating func addPointerShadow(of parameter: Parameter, named shadow: String) {
    let type = parameter.type.storageText
    let isReverse = arguments.mode == .reverse && !type.contains("Mutable")
    let shadowType = isReverse ? type.replacing("Unsafe", with: "UnsafeMutable", maxReplacements: 1) : type
    parameters.append("\(shadow): \(shadowType)")
    if type.contains("Buffer") {
      body.append(
        "Nabla.checkTangentCount(\(shadow).count, against: \(parameter.name).count, function: \"\(name)\", "
          + "tangentName: \"\(shadow)\", primalName: \"\(parameter.plainName)\")")
    }
    let memory = primal.local("\(shadow)Shadow")
    body.append("var \(memory): \(type) = \(isReverse ? "\(type)(\(shadow))" : shadow)")
    call.append("&\(memory)")
  }

  /// Adds the result's memory to the call, and returns the outputs it leads to.
  private mutating func addResult() -> [(label: String, type: String, value: String)] {
    guard let result = primal.result, let activity = arguments.result else { return [] }
    let type = result.storageText
    let isSeeded = arguments.mode == .reverse && activity != .const
    let shadows = activity == .const ? 0 : arguments.width
    let seed = primal.local("seed")
    if isSeeded { parameters.append(seed == "seed" ? "seed: \(type)" : "seed \(seed): \(type)") }
    let memory = ResultMemory(
      type: result, shadows: shadows, name: primal.local("result"), seed: isSeeded ? seed : nil)
    body += memory.preparation
    call += memory.arguments
    var results: [(label: String, type: String, value: String)] = []
    let wantsValue = arguments.mode == .forward ? !activity.isOnly : activity == .active
    if wantsValue { results.append(("value", type, memory.value)) }
    if arguments.mode == .forward && activity != .const {
      let values = (0..<shadows).map { memory.shadow($0) }
      if shadows == 1 {
        results.append(("derivative", type, values[0]))
      } else {
        let types = Array(repeating: type, count: shadows).joined(separator: ", ")
        results.append(("derivatives", "(\(types))", "(\(values.joined(separator: ", ")))"))
      }
    }
    return results
  }
}

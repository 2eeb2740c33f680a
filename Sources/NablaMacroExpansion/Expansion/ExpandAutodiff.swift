// `@Autodiff`: the shadow level. The signature follows Rust's `std::autodiff`, translated to Swift:
//
// * every parameter stays; its shadows follow it, labelled `dx` (`dx1`, `dx2`, … with a width; one long `dx` for `dualv`);
// * reverse shadows are `inout` and added to; forward tangents are values, or `inout` where the parameter is;
// * an active result adds a last parameter `seed:`;
// * the result is a tuple of the value, if wanted, and the adjoints of active parameters or the tangents of the result.

/// Expands `@Autodiff` into `fReverse` or `fForward`.
func expandAutodiff(_ request: MacroRequest, _ attribute: AttributeSyntax) throws(Diagnostics) -> MacroExpansion {
  let primal = try Primal(request, macro: "Autodiff", attribute: attribute)
  let arguments = try AutodiffArguments(attribute, primal: primal)
  var builder = AutodiffBuilder(primal: primal, arguments: arguments)
  builder.add()
  var engine = primal.engineRequest(
    request, mode: arguments.mode, width: arguments.width, name: arguments.mode.rawValue,
    inputs: primal.parameters.map { _ in .const }, result: .const)
  engine.slots = builder.slots
  engine.primalBody = builder.closure
  return MacroExpansion(
    source: engine.source + "\n\n" + builder.wrapper(calling: engine), diagnostics: arguments.warnings)
}

extension Activity {
  /// The engine's word for this activity.
  var slot: EngineRequest.SlotActivity {
    switch self {
    case .const: .const
    case .active, .duplicated, .dual, .dualv: .dup
    case .activeOnly, .duplicatedOnly, .dualOnly, .dualvOnly: .dupnoneed
    }
  }
}

/// Assembles the closure and the wrapper of one `@Autodiff`.
struct AutodiffBuilder {
  let primal: Primal
  let arguments: AutodiffArguments
  /// The pointers that closure and derivative take.
  var slots: [EngineRequest.Slot] = []
  /// The arguments of the function in the closure.
  var primalArguments: [String] = []
  /// Statements of the closure before and after the function is called.
  var prologue: [String] = []
  var epilogue: [String] = []
  /// What is added up where an inner product is differentiated (see `ExpandAutodiff+Product`).
  var products: [String] = []
  var parameters: [String] = []
  var body: [String] = []
  var call: [String] = []
  var cleanup: [String] = []
  var outputs: [(label: String, type: String, value: String)] = []

  init(primal: Primal, arguments: AutodiffArguments) {
    self.primal = primal
    self.arguments = arguments
  }

  var name: String {
    arguments.name ?? primal.name + (arguments.mode == .reverse ? "Reverse" : "Forward")
  }

  /// Goes through parameters and result.
  mutating func add() {
    for (parameter, activity) in zip(primal.parameters, arguments.inputs) { add(parameter, activity) }
    outputs = (usesProduct ? addProductResult() : addResult()) + outputs
  }

  /// The closure's statements.
  var closure: String {
    let call = primal.tryKeyword + primal.call(with: primalArguments)
    if usesProduct { return productClosure(call) }
    return primal.result == nil ? call : "$\(slots.count - 1).initialize(to: \(call))"
  }

  func wrapper(calling engine: EngineRequest) -> String {
    let statement = "\(primal.tryKeyword)\(primal.engineFunction(engine))(\(call.joined(separator: ", ")))"
    var statements = body + [statement] + cleanup
    if !outputs.isEmpty { statements.append("return \(tuple(outputs.map { ($0.label, $0.value) }))") }
    let mode = arguments.mode == .reverse ? "Reverse" : "Forward"
    return Wrapper(
      documentation: ["\(mode)-mode derivative of `\(primal.name)`."] + primal.documentation,
      prefix: primal.wrapperPrefix, name: name,
      parameters: parameters, throwsClause: primal.throwsClause,
      result: outputs.isEmpty ? "" : tuple(outputs.map { ($0.label, $0.type) }),
      conversions: primal.conversions, body: statements
    ).source
  }

  mutating func addSlot(_ type: TypeSyntax, isMutable: Bool = false, _ activity: EngineRequest.SlotActivity) {
    slots.append(EngineRequest.Slot(type: type.storageText, isMutable: isMutable, activity: activity))
  }

  private mutating func add(_ parameter: Parameter, _ activity: Activity) {
    if !parameter.isSelf { parameters.append(parameter.declaration) }
    if usesProduct, isReplaced(parameter, activity) {
      addReplaced(parameter)
      return
    }
    primalArguments.append("$\(slots.count).pointee")
    addSlot(parameter.type, isMutable: parameter.isInout, activity.slot)
    if parameter.isInout {
      call.append("&\(parameter.name)")
    } else {
      let memory = primal.local("\(parameter.stem)Primal")
      body.append("var \(memory): \(parameter.type.storageText) = \(parameter.name)")
      call.append("&\(memory)")
    }
    switch activity {
    case .const: break
    case .active, .activeOnly:
      for lane in 0..<arguments.width { addAdjoint(of: parameter, numbered: number(lane)) }
    case .dualv, .dualvOnly: addLongShadow(of: parameter)
    case .duplicated, .duplicatedOnly, .dual, .dualOnly:
      for lane in 0..<arguments.width { addShadow(of: parameter, named: "d\(parameter.stem)\(number(lane))") }
    }
  }

  /// The suffix of names for one of several shadows.
  private func number(_ lane: Int) -> String { arguments.width > 1 ? String(lane + 1) : "" }

  private mutating func addAdjoint(of parameter: Parameter, numbered number: String) {
    let shadow = primal.local("\(parameter.stem)Shadow\(number)")
    body.append(
      "var \(shadow): \(parameter.type.storageText) = \(zeroShadow(of: parameter.name, type: parameter.type))")
    call.append("&\(shadow)")
    cleanup += constantPartsCleared(in: shadow, type: parameter.type)
    outputs.append(("d\(parameter.stem)\(number)", parameter.type.storageText, shadow))
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
      body += uniqueShadow(memory, type: type)
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
    body.append(
      "Nabla.checkTangentMemory(\(address(shadow, type)), against: \(address(parameter.name, type)), "
        + "function: \"\(name)\", tangentName: \"\(shadow)\", primalName: \"\(parameter.plainName)\")")
    let memory = primal.local("\(shadow)Shadow")
    body.append("var \(memory): \(type) = \(isReverse ? "\(type)(\(shadow))" : shadow)")
    call.append("&\(memory)")
  }

  private func address(_ pointer: String, _ type: String) -> String {
    "UnsafeRawPointer(\(pointer)\(type.contains("Buffer") ? ".baseAddress" : ""))"
  }

  /// One shadow with all tangents, one after the other: the engine gets a part of it for each.
  private mutating func addLongShadow(of parameter: Parameter) {
    let (type, shadow) = (parameter.type, "d\(parameter.stem)")
    let count = primal.local("\(parameter.stem)Count")
    parameters.append("\(shadow): \(parameter.isInout ? "inout " : "")\(type.storageText)")
    body += [
      "let \(count) = \(parameter.name).count",
      "Nabla.checkTangentCount(\(shadow).count, against: \(count), lanes: \(arguments.width), function: \"\(name)\", "
        + "tangentName: \"\(shadow)\", primalName: \"\(parameter.plainName)\")",
    ]
    let lanes = (0..<arguments.width).map { primal.local("\(shadow)Lane\($0 + 1)") }
    for (lane, memory) in lanes.enumerated() {
      let part = "\(shadow)[\(lane) * \(count)..<\(lane + 1) * \(count)]"
      body.append(
        "var \(memory): \(type.storageText) = \(type.storageText)(\(type.isPointer ? "rebasing: " : "")\(part))")
      if !type.isPointer {
        body += shapeCheck(
          of: memory, against: parameter.name, type: type, function: name, place: shadow,
          primalPlace: parameter.plainName)
      }
      call.append("&\(memory)")
    }
    if parameter.isInout && !type.isPointer { cleanup.append("\(shadow) = \(lanes.joined(separator: " + "))") }
  }

  /// Adds the result's memory to the call, and returns the outputs it leads to.
  private mutating func addResult() -> [(label: String, type: String, value: String)] {
    guard let result = primal.result, let activity = arguments.result else { return [] }
    let type = result.storageText
    addSlot(result, isMutable: true, activity.slot)
    let isSeeded = arguments.mode == .reverse && activity != .const
    let shadows = activity == .const ? 0 : arguments.width
    let seeds = isSeeded ? (0..<shadows).map { primal.local("seed\(number($0))") } : []
    for (lane, seed) in seeds.enumerated() {
      let label = "seed\(number(lane))"
      parameters.append(seed == label ? "\(seed): \(type)" : "\(label) \(seed): \(type)")
    }
    let memory = ResultMemory(type: result, shadows: shadows, name: primal.local("result"), seeds: seeds)
    body += memory.preparation
    call += memory.arguments
    var results: [(label: String, type: String, value: String)] = []
    let wantsValue = arguments.mode == .forward ? !activity.isOnly : activity == .active
    if wantsValue { results.append(("value", type, memory.value)) }
    if arguments.mode == .forward && activity != .const {
      let values = (0..<shadows).map { memory.shadow($0) }
      if shadows == 1 || activity.isLong {
        // Behind an operator `unsafe` needs parentheses.
        let sum = shadows == 1 ? values[0] : values.map { "(\($0))" }.joined(separator: " + ")
        results.append(("derivative", type, sum))
      } else {
        let types = Array(repeating: type, count: shadows).joined(separator: ", ")
        results.append(("derivatives", "(\(types))", "(\(values.joined(separator: ", ")))"))
      }
    }
    return results
  }
}

// Requests written as calls: `__enzyme_autodiff(f, enzyme_dup, x, dx, …)` and `__enzyme_fwddiff(…)`.
//
// Markers are loads of (or references to) globals named `enzyme_…`. Arguments without a marker get the usual
// defaults: numbers are active (reverse) or come with a tangent (forward), pointers come with a shadow, integers are
// constant.

import LLVM

struct CallRequestReader {
  private let call: Value
  private let mode: Mode
  private var rest: ArraySlice<Value>

  /// The mode that a function's name stands for; nil if it is no request.
  static func mode(of function: Function) -> Mode? {
    guard function.isDeclaration else { return nil }
    if function.name.contains("__enzyme_autodiff") { return .reverse }
    if function.name.contains("__enzyme_fwddiff") { return .forward }
    return nil
  }

  /// Reads the request that a call states.
  /// - Throws: `Refusal` if the call does not follow the convention.
  static func read(_ call: Value, mode: Mode) throws -> Request {
    var reader = CallRequestReader(call, mode)
    return try reader.read()
  }

  private init(_ call: Value, _ mode: Mode) {
    self.call = call
    self.mode = mode
    rest = call.arguments[...]
  }

  private func refusal(_ construct: String, _ advice: String) -> Refusal {
    Refusal(
      place: SourcePlace(call.debugLocation), function: demangled(call.parentFunction.name), construct: construct,
      advice: advice, concernsRequest: true)
  }

  private var requestName: String { call.calledFunction?.name ?? "request" }

  private mutating func read() throws -> Request {
    var resultPointer: Value?
    if !rest.isEmpty, call.hasAttribute("sret", at: .parameter(0)) { resultPointer = rest.removeFirst() }
    let primal = try readPrimal()
    let returned = primal.returnType
    var request = Request(
      site: .call(call, resultPointer: resultPointer), mode: mode, primal: primal, arguments: [],
      returnIsActive: Self.holdsNumbers(returned) || (mode == .forward && returned.isPointer))
    for parameter in primal.parameters {
      try readMarkers(&request)
      request.arguments.append(try readArgument(parameter, index: request.arguments.count, request))
    }
    try readMarkers(&request)
    try readSeeds(&request)
    return request
  }

  private mutating func readPrimal() throws -> Function {
    guard let first = rest.popFirst() else {
      throw refusal("'\(requestName)' without arguments", "its first argument is the function to differentiate")
    }
    guard let primal = Self.function(first) else {
      throw refusal(
        "the first argument of '\(requestName)' is not a function known at compile time",
        "pass the function itself, or compile with -O1 so that a pointer to it is resolved")
    }
    if primal.isDeclaration {
      throw refusal(
        "'\(demangled(primal.name))', which is to be differentiated, has no body here",
        "compile its definition to bitcode too and pass both files")
    }
    if primal.functionType.isVarArg {
      throw refusal(
        "'\(demangled(primal.name))', which is to be differentiated, takes a variable number of arguments",
        "give it fixed parameters")
    }
    return primal
  }

  /// The function behind casts and through variables that are stored once.
  static func function(_ value: Value) -> Function? {
    if let function = Function(value) { return function }
    switch value.kind {
    case .constantExpr: return value.operandCount == 1 ? function(value.operand(0)) : nil
    case .globalAlias: return value.aliasee.flatMap { function($0) }
    case .instruction:
      if value.opcode.isCast { return function(value.operand(0)) }
      guard value.opcode == .load else { return nil }
      let source = value.operand(0)
      if source.kind == .globalVariable {
        return source.isGlobalConstant || source.linkage.isLocal && onlyInitialized(source)
          ? source.initializer.flatMap { function($0) } : nil
      }
      let stores = source.users.filter { $0.isInstruction && $0.opcode == .store && $0.operand(1) == source }
      return stores.count == 1 ? function(stores[0].operand(0)) : nil
    default: return nil
    }
  }

  private static func onlyInitialized(_ global: Value) -> Bool {
    global.users.allSatisfy { $0.isInstruction && $0.opcode == .load }
  }

  // MARK: Markers

  /// The marker that a value stands for, without the prefix `enzyme_`.
  static func marker(_ value: Value) -> String? {
    var source = value
    if value.isInstruction, value.opcode == .load { source = value.operand(0) }
    guard source.kind == .globalVariable, source.name.contains("enzyme_") else { return nil }
    return String(source.name[source.name.firstRange(of: "enzyme_")!.upperBound...])
  }

  /// Takes markers that concern the whole request.
  private mutating func readMarkers(_ request: inout Request) throws {
    while let first = rest.first, let marker = Self.marker(first) {
      switch marker {
      case "primal_return": request.returnsPrimal = true
      case "noret", "const_return": request.returnIsActive = false
      case "dup_return", "dupnoneed_return", "active_return": break
      case "strong_zero", "runtime_activity", "nofree", "not_overwritten": break
      case "width":
        rest.removeFirst()
        guard let number = rest.first?.constantInt, number >= 1, number <= 1024 else {
          throw refusal("'enzyme_width' without a constant between 1 and 1024", "write 'enzyme_width, 4'")
        }
        request.width = Int(number)
      default: return
      }
      rest.removeFirst()
    }
  }

  private mutating func readArgument(_ parameter: Value, index: Int, _ request: Request) throws -> RequestArgument {
    let type = parameter.type
    var activity = defaultActivity(type)
    var needsPrimal = true
    if let first = rest.first, let marker = Self.marker(first) {
      switch marker {
      case "const": activity = .constant
      case "out", "active": activity = .active
      case "dup": activity = .duplicated
      case "dupnoneed":
        activity = .duplicated
        needsPrimal = false
      default:
        throw refusal(
          "the marker 'enzyme_\(marker)' for parameter \(index + 1)",
          "use enzyme_const, enzyme_out, enzyme_dup or enzyme_dupnoneed")
      }
      rest.removeFirst()
    }
    try check(activity, type, index)
    var argument = RequestArgument(
      activity: activity, primal: try takeValue(type, index, "argument"), needsPrimal: needsPrimal)
    if activity == .duplicated {
      for _ in 0..<request.width { argument.shadows.append(try takeValue(type, index, "shadow")) }
    }
    return argument
  }

  private func defaultActivity(_ type: Type) -> Activity {
    if type.isPointer { return .duplicated }
    guard Self.holdsNumbers(type) else { return .constant }
    return mode == .forward ? .duplicated : .active
  }

  private func check(_ activity: Activity, _ type: Type, _ index: Int) throws {
    switch activity {
    case .active where mode == .forward:
      throw refusal("'enzyme_out' for parameter \(index + 1) in forward mode", "use enzyme_dup and pass a tangent")
    case .active where type.isPointer:
      throw refusal("'enzyme_out' for parameter \(index + 1), which is a pointer", "use enzyme_dup and pass its shadow")
    case .duplicated where mode == .reverse && !type.isPointer:
      throw refusal(
        "'enzyme_dup' for parameter \(index + 1), which is passed by value", "use enzyme_out: its adjoint is returned")
    default: break
    }
  }

  private mutating func takeValue(_ type: Type, _ index: Int, _ role: String) throws -> Value {
    guard let value = rest.popFirst() else {
      throw refusal(
        "'\(requestName)' ends before the \(role) of parameter \(index + 1) of the differentiated function",
        "pass every parameter, and a shadow behind each duplicated one")
    }
    if Self.marker(value) != nil {
      throw refusal(
        "a marker stands where the \(role) of parameter \(index + 1) is expected",
        "pass a shadow behind each duplicated argument")
    }
    guard Self.isConvertible(value, to: type) else {
      throw refusal(
        "the \(role) of parameter \(index + 1) has type '\(value.type)', but the function takes '\(type)'",
        "pass a value of the parameter's type")
    }
    return value
  }

  /// True if C's default argument promotions may have made `value` from a value of type `type`.
  private static func isConvertible(_ value: Value, to type: Type) -> Bool {
    value.type == type || (value.type.isFloatingPoint && type.isFloatingPoint)
      || (value.type.isInteger && type.isInteger)
  }

  private mutating func readSeeds(_ request: inout Request) throws {
    guard !rest.isEmpty else { return }
    let type = request.primal.returnType
    guard mode == .reverse, request.returnIsActive else {
      throw refusal(
        "'\(requestName)' has \(rest.count) argument\(rest.count == 1 ? "" : "s") more than the differentiated function takes",
        "pass one argument per parameter, with a shadow behind each duplicated one")
    }
    while let value = rest.popFirst() {
      guard Self.marker(value) == nil, Self.isConvertible(value, to: type), request.seeds.count < request.width else {
        throw refusal(
          "'\(requestName)' has arguments more than the differentiated function takes",
          "pass one argument per parameter, with a shadow behind each duplicated one")
      }
      request.seeds.append(value)
    }
    if request.seeds.count != request.width {
      throw refusal("\(request.seeds.count) seeds for a width of \(request.width)", "pass one seed per lane")
    }
  }

  /// True for types with floating-point parts.
  static func holdsNumbers(_ type: Type) -> Bool {
    if type.isFloatOrFloatVector { return true }
    if type.isStructure { return type.elements.contains { holdsNumbers($0) } }
    if type.isArray { return holdsNumbers(type.element) }
    return false
  }
}

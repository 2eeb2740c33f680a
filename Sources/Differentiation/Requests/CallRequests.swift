// Requests written as calls: `__enzyme_autodiff(f, enzyme_dup, x, dx, …)` and its relatives.
//
// Behind the function come markers and arguments, parameter by parameter. Arguments without a marker get the usual
// defaults: numbers are active (reverse) or come with a tangent (forward), pointers come with a shadow, integers are
// constant. `CallRequestReader+Arguments` reads one argument; this file reads what concerns the whole request.

import LLVM

struct CallRequestReader {
  let call: Value
  let function: RequestFunction
  let layout: DataLayout
  var rest: ArraySlice<Value>
  /// Behind `enzyme_interleave`: all shadows, in the order of the parameters.
  var interleavedShadows: ArraySlice<Value>?

  /// Reads the request that a call states.
  /// - Throws: `Refusal` if the call does not follow the convention.
  static func read(_ call: Value, _ function: RequestFunction, _ layout: DataLayout) throws -> Request {
    var reader = CallRequestReader(call, function, layout)
    return try reader.read()
  }

  /// The shadow of a pointer to a function is the pointer itself: derivatives look at the primal pointer, choose the
  /// derivative of its target by that, and never call through a shadow.
  static func functionShadow(_ call: Value, _ layout: DataLayout) throws -> Value {
    let reader = CallRequestReader(call, .functionShadow, layout)
    guard call.argumentCount == 1, call.type.isPointer, call.argument(0).type.isPointer else {
      throw reader.refusal(
        "'\(reader.requestName)' with other arguments than a function", "pass one function, as a pointer")
    }
    return call.argument(0)
  }

  private init(_ call: Value, _ function: RequestFunction, _ layout: DataLayout) {
    self.call = call
    self.function = function
    self.layout = layout
    rest = call.arguments[...]
  }

  func refusal(_ construct: String, _ advice: String) -> Refusal {
    Refusal(
      place: SourcePlace(call.debugLocation), function: demangled(call.parentFunction.name), construct: construct,
      advice: advice, concernsRequest: true)
  }

  var requestName: String { call.calledFunction?.name ?? "request" }

  var mode: Mode {
    if case .derivative(let mode, _) = function { return mode }
    return .split
  }

  var part: DerivativePart {
    if case .derivative(_, let part) = function { return part }
    return .augmented
  }

  /// Shadows hold tangents, by-value numbers come with one.
  var isForward: Bool { mode == .forward || part == .tangent }

  private mutating func read() throws -> Request {
    let request = try start()
    try separateShadows()
    let groupings = ParameterGroup.groupings(of: request.primal, for: call, layout)
    for groups in groupings.dropLast() {
      var attempt = self
      guard let result = try? attempt.read(request, groups) else { continue }
      self = attempt
      return result
    }
    return try read(request, groupings.last!)
  }

  private mutating func read(_ start: Request, _ groups: [ParameterGroup]) throws -> Request {
    var request = start
    request.groups = groups
    for group in request.groups {
      try readMarkers(&request)
      try readArgument(group, &request)
    }
    try readMarkers(&request)
    if function == .tapeSize { return try finishTapeSize(request) }
    if let shadows = interleavedShadows { rest += shadows }
    try readSeeds(&request)
    try readTape(&request)
    try settleObjects(&request)
    return request
  }

  /// A large result is active if the result is.
  private func settleObjects(_ request: inout Request) throws {
    if case .result = request.arguments.first?.object {
      request.arguments[0].activity = request.returnIsActive ? .duplicated : .constant
    }
    guard mode == .split else { return }
    for (argument, parameter) in zip(request.arguments, request.primal.parameters.indices) {
      let type = request.primal.structuralType(of: "byval", at: .parameter(parameter))
      if argument.activity != .constant, let type, holdsPointers(type) {
        throw refusal(
          "an object of more than 16 bytes with addresses that is passed by value in split mode",
          "pass it by its address")
      }
    }
  }

  /// The request with its primal and without arguments.
  private mutating func start() throws -> Request {
    var resultPointer: Value?
    var resultType = call.type
    if !rest.isEmpty, call.hasAttribute("sret", at: .parameter(0)) {
      resultType = call.structuralType(of: "sret", at: .parameter(0)) ?? resultType
      resultPointer = rest.removeFirst()
    }
    let primal = try readPrimal()
    let returned = largeResult(primal) ?? primal.returnType
    var request = Request(
      site: .call(call, resultPointer: resultPointer, resultType: resultType), mode: mode, part: part, primal: primal,
      arguments: [],
      returnIsActive: Self.holdsNumbers(returned) || (mode != .reverse && returned.isPointer))
    if let type = largeResult(primal) {
      request.arguments.append(RequestArgument(activity: .constant, object: .result(type)))
    }
    return request
  }

  /// The type of a result that the primal returns in memory.
  private func largeResult(_ primal: Function) -> Type? {
    primal.parameters.isEmpty ? nil : primal.structuralType(of: "sret", at: .parameter(0))
  }

  private mutating func readPrimal() throws -> Function {
    guard let first = rest.popFirst() else {
      throw refusal("'\(requestName)' without arguments", "its first argument is the function to differentiate")
    }
    guard let primal = PrimalFunction.behind(first) else {
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

  private mutating func separateShadows() throws {
    guard let index = rest.firstIndex(where: { RequestMarker.name($0) == "interleave" }) else { return }
    interleavedShadows = rest[(index + 1)...]
    rest = rest[..<index]
  }

  // MARK: Markers of the whole request

  private mutating func readMarkers(_ request: inout Request) throws {
    while let first = rest.first, let marker = RequestMarker.name(first) {
      switch marker {
      case "primal_return": request.returnsPrimal = true
      case "noret", "const_return": request.returnIsActive = false
      case "dup_return", "dupnoneed_return", "active_return", "out_return": break
      case "strong_zero": request.strongZero = true
      case "nofree": request.keepsTape = true
      case "runtime_activity": break  // always on
      case "width": request.width = try readWidth()
      case "allocated":
        try expectSplitMode(marker)
        request.tapeSize = try operand(of: marker) { $0.type.isInteger }
      case "tape":
        try expectSplitMode(marker)
        request.tapeMemory = try operand(of: marker) { $0.type.isPointer }
      default: return
      }
      rest.removeFirst()
    }
  }

  private mutating func readWidth() throws -> Int {
    rest.removeFirst()
    guard let number = rest.first?.constantInt, number >= 1, number <= 1024 else {
      throw refusal("'enzyme_width' without a constant between 1 and 1024", "write 'enzyme_width, 4'")
    }
    return Int(number)
  }

  private func expectSplitMode(_ marker: String) throws {
    if mode != .split {
      throw refusal(
        "'enzyme_\(marker)' in '\(requestName)', which leaves no tape",
        "use it with __enzyme_augmentfwd and its relatives")
    }
  }

  /// What stands behind a marker; the marker is taken, the operand is left at the front.
  mutating func operand(of marker: String, where isRight: (Value) -> Bool) throws -> Value {
    rest.removeFirst()
    guard let value = rest.first, RequestMarker.name(value) == nil, isRight(value) else {
      throw refusal(
        "'enzyme_\(marker)' without its operand", "see the table of markers in the documentation of the C interface")
    }
    return value
  }

  // MARK: Behind the arguments

  private mutating func readSeeds(_ request: inout Request) throws {
    guard !isForward, part != .augmented else { return }
    let takesTape = part == .pullback && request.tapeMemory == nil ? 1 : 0
    let result = largeResult(request.primal)
    let type = result ?? request.primal.returnType
    guard Self.holdsNumbers(type) else { return }
    let isRequired = part == .pullback && request.returnIsActive
    while rest.count > takesTape, request.seeds.count < request.width, request.returnIsActive {
      guard let seed = takeSeed(type, isInMemory: result != nil) else { break }
      request.seeds.append(seed)
    }
    if request.seeds.count == request.width || (request.seeds.isEmpty && !isRequired) { return }
    throw refusal(
      "\(request.seeds.count) seeds for a width of \(request.width)",
      "pass one seed for the result behind the arguments, per lane")
  }

  /// The parts of a value of the primal's result type.
  private mutating func takeSeed(_ type: Type, isInMemory: Bool) -> [PassedValue]? {
    guard let first = rest.first, RequestMarker.name(first) == nil else { return nil }
    if isInMemory || (first.type.isPointer && call.hasAttribute("byval", at: .parameter(position(of: first)))) {
      guard first.type.isPointer else { return nil }
      rest.removeFirst()
      return [.memory(first, offset: 0)]
    }
    if Self.isConvertible(first, to: type) { return [.value(rest.removeFirst())] }
    let parts = type.isStructure ? type.elements : []
    guard !parts.isEmpty, rest.count >= parts.count,
      zip(rest, parts).allSatisfy({ Self.isConvertible($0, to: $1) && RequestMarker.name($0) == nil })
    else { return nil }
    return parts.map { _ in .value(rest.removeFirst()) }
  }

  private func position(of value: Value) -> Int { call.arguments.firstIndex(of: value) ?? 0 }

  private mutating func readTape(_ request: inout Request) throws {
    let wantsTape = (part == .pullback || part == .tangent) && request.tapeMemory == nil
    if wantsTape {
      guard let tape = rest.popFirst(), RequestMarker.name(tape) == nil, layout.size(of: tape.type) == 8 else {
        throw refusal(
          "'\(requestName)' without a tape", "pass what __enzyme_augmentfwd returned behind the other arguments")
      }
      request.tape = tape
    }
    if let size = request.tapeSize?.constantInt, size < SplitTape.size {
      throw refusal(
        "\(size) bytes of memory for a tape", "provide as many bytes as __enzyme_augmentsize says: \(SplitTape.size)")
    }
    guard rest.isEmpty else {
      if let marker = rest.first.flatMap({ RequestMarker.name($0) }) { throw unknown(marker, "behind the arguments") }
      throw refusal(
        "'\(requestName)' has \(rest.count) argument\(rest.count == 1 ? "" : "s") more than the differentiated function takes",
        "pass one argument per parameter, with a shadow behind each duplicated one")
    }
  }

  func unknown(_ marker: String, _ position: String) -> Refusal {
    refusal(
      "the marker 'enzyme_\(marker)' \(position)", "use enzyme_const, enzyme_out, enzyme_dup or enzyme_dupnoneed")
  }

  private func finishTapeSize(_ request: Request) throws -> Request {
    guard rest.isEmpty else {
      if let marker = rest.first.flatMap({ RequestMarker.name($0) }) { throw unknown(marker, "behind the arguments") }
      throw refusal("'\(requestName)' with arguments", "pass only the function and the markers of its parameters")
    }
    return request
  }

  // MARK: Types

  /// True if C's default argument promotions may have made `value` from a value of type `type`.
  static func isConvertible(_ value: Value, to type: Type) -> Bool {
    value.type == type || (value.type.isFloatingPoint && type.isFloatingPoint)
      || (value.type.isInteger && type.isInteger)
  }

  /// True for types with floating-point parts.
  static func holdsNumbers(_ type: Type) -> Bool {
    if type.isFloatOrFloatVector { return true }
    if type.isStructure { return type.elements.contains { holdsNumbers($0) } }
    if type.isArray { return holdsNumbers(type.element) }
    return false
  }
}

/// The function that a value stands for.
enum PrimalFunction {
  /// Looks behind casts and through variables that are stored once.
  static func behind(_ value: Value) -> Function? {
    if let function = Function(value) { return function }
    switch value.kind {
    case .constantExpr: return value.operandCount == 1 ? behind(value.operand(0)) : nil
    case .globalAlias: return value.aliasee.flatMap { behind($0) }
    case .instruction:
      if value.opcode.isCast { return behind(value.operand(0)) }
      if value.isCall { return returned(value) }
      guard value.opcode == .load else { return nil }
      let source = value.operand(0)
      if source.kind == .globalVariable {
        return source.isGlobalConstant || source.linkage.isLocal && onlyInitialized(source)
          ? source.initializer.flatMap { behind($0) } : nil
      }
      return LocalVariable.onlyValue(of: source).flatMap { behind($0) }
    default: return nil
    }
  }

  /// The function that the called one does nothing but return, as a lambda's conversion to a pointer does.
  private static func returned(_ call: Value) -> Function? {
    guard let callee = call.calledFunction, !callee.isDeclaration, callee.basicBlocks.count == 1,
      let end = callee.entry.terminator, end.opcode == .ret, end.operandCount == 1
    else { return nil }
    return behind(end.operand(0))
  }

  private static func onlyInitialized(_ global: Value) -> Bool {
    global.users.allSatisfy { $0.isInstruction && $0.opcode == .load }
  }
}

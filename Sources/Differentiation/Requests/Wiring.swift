// Puts a finished derivative where it was asked for: in place of a request call, or as the body of the function that a
// Swift declaration promised.

import LLVM

struct Wiring {
  let module: Module
  let context: Context

  init(_ module: Module) {
    self.module = module
    context = module.context
  }

  func wire(_ request: Request, to derivative: Function, signature: DerivativeSignature) {
    switch request.site {
    case .call(let call, let resultPointer): replace(call, resultPointer, request, derivative, signature)
    case .symbol(let name): define(name, request, derivative, signature)
    }
  }

  // MARK: Calls

  private func replace(
    _ call: Value, _ resultPointer: Value?, _ request: Request, _ derivative: Function, _ signature: DerivativeSignature
  ) {
    let builder = Builder(context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    var arguments: [Value] = []
    var errors = ErrorRegisters(in: call.parentFunction, context)
    for (index, argument) in request.arguments.enumerated() {
      let type = request.primal.parameter(index).type
      arguments.append(errors.memory(for: convert(argument.primal!, to: type, builder), builder))
      guard signature.shadowed.contains(index) else { continue }
      arguments += shadows(argument, type, request.width).map { convert($0, to: type, builder) }
    }
    if signature.takesSeeds {
      let type = request.primal.returnType
      arguments +=
        request.seeds.isEmpty
        ? Array(repeating: one(type), count: request.width) : request.seeds.map { convert($0, to: type, builder) }
    }
    let result = builder.call(derivative, arguments)
    errors.restore(builder)
    deliver(results(result, request, signature, builder), to: call, resultPointer, builder)
  }

  /// The shadows of an argument; constants are their own shadows.
  private func shadows(_ argument: RequestArgument, _ type: Type, _ width: Int) -> [Value] {
    if !argument.shadows.isEmpty { return argument.shadows }
    return Array(repeating: type.isPointer ? argument.primal! : type.zero, count: width)
  }

  private func convert(_ value: Value, to type: Type, _ builder: Builder) -> Value {
    if value.type == type { return value }
    return type.isFloatingPoint ? builder.fpCast(value, type) : builder.sextOrTrunc(value, type)
  }

  /// 1 in every number of the type.
  private func one(_ type: Type) -> Value {
    if type.isFloatOrFloatVector { return type.constant(1.0) }
    if type.isStructure { return type.constant(elements: type.elements.map { one($0) }) }
    if type.isArray { return type.constant(elements: Array(repeating: one(type.element), count: type.count)) }
    return type.zero
  }

  /// What the caller gets, in order: primal result, then tangents or adjoints.
  private func results(_ result: Value, _ request: Request, _ signature: DerivativeSignature, _ builder: Builder)
    -> [Value]
  {
    guard !result.type.isVoid else { return [] }
    var values: [Value] = []
    var first = 0
    if signature.returnsPrimal {
      if request.returnsPrimal { values.append(builder.extractValue(result, 0)) }
      first = 1
    }
    let wantsRest = request.mode == .reverse || request.returnIsActive
    if wantsRest {
      for index in first..<result.type.elements.count { values.append(builder.extractValue(result, index)) }
    }
    if request.mode == .forward && request.returnIsActive && !signature.returnsShadow && signature.returnsPrimal {
      let type = request.primal.returnType
      values += Array(repeating: type.zero, count: request.width)
    }
    if request.mode == .reverse { values = withConstantAdjoints(values, request, signature) }
    return values
  }

  /// Active parameters without influence on the result have adjoint zero.
  private func withConstantAdjoints(_ values: [Value], _ request: Request, _ signature: DerivativeSignature) -> [Value]
  {
    var rest = values[...]
    var all: [Value] = []
    if request.returnsPrimal, signature.returnsPrimal { all.append(rest.removeFirst()) }
    for (index, argument) in request.arguments.enumerated() where argument.activity == .active {
      for _ in 0..<request.width {
        all.append(signature.adjoints.contains(index) ? rest.removeFirst() : request.primal.parameter(index).type.zero)
      }
    }
    return all
  }

  /// Lays the results out like a C structure and reads that as what the call returns.
  private func deliver(_ results: [Value], to call: Value, _ resultPointer: Value?, _ builder: Builder) {
    let layout = module.dataLayout
    if resultPointer == nil && (call.type.isVoid || !call.hasUses) {
      call.erase()
      return
    }
    if resultPointer == nil, results.count == 1, results[0].type == call.type {
      call.replaceAllUses(with: results[0])
      call.erase()
      return
    }
    var offset = 0
    var places: [(Value, Int)] = []
    for result in results {
      let alignment = layout.alignment(of: result.type)
      offset = (offset + alignment - 1) / alignment * alignment
      places.append((result, offset))
      offset += layout.size(of: result.type)
    }
    let size = max(offset, resultPointer == nil ? layout.size(of: call.type) : 0, 1)
    let entry = Builder(context)
    entry.position(before: call.parentFunction.entry.first!)
    let memory = resultPointer ?? entry.alloca(.array(.integer(8, context), size), alignment: 16)
    for (value, place) in places { builder.store(value, builder.ptrAdd(memory, place), alignment: 1) }
    if resultPointer == nil { call.replaceAllUses(with: builder.load(call.type, memory, alignment: 1)) }
    call.erase()
  }

  // MARK: Symbols

  /// Defines the Swift function `name`: pointers in, nothing out.
  private func define(_ name: String, _ request: Request, _ derivative: Function, _ signature: DerivativeSignature) {
    let pointer = Type.pointer(context)
    let declared = module.function(named: name)
    let expected = request.arguments.reduce(0) { $0 + 1 + ($1.activity == .constant ? 0 : request.width) }
    let type =
      declared?.functionType ?? .function(params: Array(repeating: pointer, count: expected), returns: .void(context))
    let function = declared ?? module.addFunction(name: name, type: type)
    function.callingConvention = request.primal.callingConvention
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock("entry"))
    var parameters = function.parameters[...]
    var arguments: [Value] = []
    var errors = ErrorRegisters(in: function, context)
    for (index, argument) in request.arguments.enumerated() {
      let primal = errors.memory(for: parameters.popFirst() ?? pointer.zero, builder)
      arguments.append(primal)
      var shadows = Array(repeating: primal, count: request.width)
      if argument.activity != .constant {
        shadows = (0..<request.width).map { _ in parameters.popFirst() ?? pointer.zero }
      }
      if signature.shadowed.contains(index) { arguments += shadows }
    }
    builder.call(derivative, arguments)
    errors.restore(builder)
    builder.retVoid()
  }
}

/// How a derivative function is called.
struct DerivativeSignature {
  /// Parameters that are followed by shadows.
  var shadowed: Set<Int>
  var takesSeeds: Bool
  var returnsPrimal: Bool
  /// The shadows of the result are returned (forward mode).
  var returnsShadow: Bool
  /// Parameters whose adjoints are returned (reverse mode).
  var adjoints: [Int]

  /// Where the derivative takes an argument of the primal: shadows follow those that have one.
  func position(of argument: Int, width: Int) -> Int {
    argument + shadowed.count { $0 < argument } * width
  }
}

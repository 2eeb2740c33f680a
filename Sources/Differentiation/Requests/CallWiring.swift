// Replaces the call of a request by a call of its derivative: converts the arguments, provides memory for objects that
// are passed by address, and lays the results out as the caller's C compiler expects them.

import LLVM

struct CallWiring {
  let module: Module
  let context: Context
  let request: Request
  let derivative: Function
  let signature: DerivativeSignature
  let builder: Builder
  private let call: Value
  private let resultPointer: Value?
  private let resultType: Type
  /// Memory of objects that the primal returns, and of shadows of objects, by parameter.
  private var primalObjects: [Int: Value] = [:]
  private var shadowObjects: [Int: [Value]] = [:]

  init(_ module: Module, _ request: Request, _ derivative: DerivativeFunction) {
    self.module = module
    context = module.context
    self.request = request
    self.derivative = module.function(named: derivative.name)!
    signature = derivative.signature
    builder = Builder(context)
    guard case .call(let call, let resultPointer, let resultType) = request.site else {
      preconditionFailure("only calls are replaced")
    }
    self.call = call
    self.resultPointer = resultPointer
    self.resultType = resultType
  }

  private var layout: DataLayout { module.dataLayout }
  private var width: Int { request.width }

  mutating func replaceCall() throws {
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    var arguments: [Value] = []
    var errors = ErrorRegisters(in: call.parentFunction, context)
    for (index, argument) in request.arguments.enumerated() {
      arguments.append(errors.memory(for: primal(index, argument), builder))
      if signature.shadowed.contains(index) { arguments += shadows(index, argument) }
    }
    if signature.takesSeeds { arguments += seeds(request.primal.returnType) }
    if request.part == .pullback || request.part == .tangent {
      arguments += [tape(), Type.integer(1, context).constant(request.keepsTape ? 1 : 0)]
    }
    let result = callDerivative(arguments)
    errors.restore(builder)
    try deliver(fields(result))
  }

  /// A call that may throw to a handler stays one.
  private func callDerivative(_ arguments: [Value]) -> Value {
    guard call.opcode == .invoke else { return builder.call(derivative, arguments) }
    let (before, normal) = (call.parentBlock, call.normalDestination)
    let after = call.parentFunction.appendBlock("request.done")
    let result = builder.invoke(
      derivative.functionType, derivative.value, arguments, normal: after, unwind: call.unwindDestination)
    for phi in normal.phis {
      for (index, incoming) in phi.incoming.enumerated() where incoming.block == before {
        phi.setIncomingBlock(index, after)
      }
    }
    builder.position(atEndOf: after)
    builder.position(before: builder.br(normal))
    return result
  }

  // MARK: Arguments

  private mutating func primal(_ index: Int, _ argument: RequestArgument) -> Value {
    if case .result(let type) = argument.object {
      let memory = object(type)
      primalObjects[index] = memory
      return memory
    }
    return load(argument.primal!, as: request.primal.parameter(index).type)
  }

  /// The shadows of an argument; constants are their own shadows.
  private mutating func shadows(_ index: Int, _ argument: RequestArgument) -> [Value] {
    let type = request.primal.parameter(index).type
    if let object = argument.object {
      let memory = shadowMemory(object)
      shadowObjects[index] = memory
      return memory
    }
    if !argument.shadows.isEmpty { return argument.shadows.map { load($0, as: type) } }
    let own = type.isPointer ? load(argument.primal!, as: type) : type.zero
    return Array(repeating: own, count: width)
  }

  private func shadowMemory(_ object: PassedObject) -> [Value] {
    switch object {
    case .argument(let type): return (0..<width).map { _ in self.object(type) }
    case .result(let type):
      guard request.mode == .reverse else { return (0..<width).map { _ in self.object(type) } }
      return seeds(type).map { seed in
        let memory = self.object(type)
        builder.store(seed, memory)
        return memory
      }
    }
  }

  /// Cleared memory for an object.
  private func object(_ type: Type) -> Value {
    let entry = Builder(context)
    entry.position(before: call.parentFunction.entry.first!)
    let memory = entry.alloca(type, alignment: 16)
    builder.memset(
      memory, Type.integer(8, context).zero, Type.integer(64, context).constant(layout.size(of: type)), alignment: 16)
    return memory
  }

  private func load(_ passed: PassedValue, as type: Type) -> Value {
    switch passed {
    case .value(let value): return convert(value, to: type)
    case .memory(let address, let offset): return builder.load(type, builder.ptrAdd(address, offset), alignment: 1)
    case .lane(let address, let stride, let lane):
      let integer = Type.integer(64, context)
      let distance = builder.mul(builder.sextOrTrunc(stride, integer), integer.constant(lane))
      let place = builder.ptrAdd(address, distance)
      return type.isPointer ? place : builder.load(type, place, alignment: 1)
    }
  }

  private func convert(_ value: Value, to type: Type) -> Value {
    if value.type == type { return value }
    return type.isFloatingPoint ? builder.fpCast(value, type) : builder.sextOrTrunc(value, type)
  }

  /// The caller's seeds, or 1.
  private func seeds(_ type: Type) -> [Value] {
    if request.seeds.isEmpty { return Array(repeating: one(type), count: width) }
    return request.seeds.map { parts in
      if parts.count == 1 { return load(parts[0], as: type) }
      return parts.enumerated().reduce(type.poison) { seed, part in
        builder.insertValue(seed, load(part.element, as: type.elements[part.offset]), part.offset)
      }
    }
  }

  /// 1 in every number of the type.
  private func one(_ type: Type) -> Value {
    if type.isFloatOrFloatVector {
      return type.isVector
        ? type.constant(elements: (0..<type.count).map { _ in one(type.element) }) : type.constant(1.0)
    }
    if type.isStructure { return type.constant(elements: type.elements.map { one($0) }) }
    if type.isArray { return type.constant(elements: Array(repeating: one(type.element), count: type.count)) }
    return type.zero
  }

  /// The tape, however the caller hands it over.
  private func tape() -> Value {
    let pointer = Type.pointer(context)
    if let memory = request.tapeMemory { return builder.load(pointer, memory, alignment: 1) }
    let tape = request.tape!
    if tape.type.isPointer {
      let isObject = call.arguments.enumerated().contains {
        $0.element == tape && call.hasAttribute("byval", at: .parameter($0.offset))
      }
      return isObject ? builder.load(pointer, tape, alignment: 1) : tape
    }
    return builder.inttoptr(builder.bitcast(tape, .integer(64, context)), pointer)
  }

  // MARK: Results

  /// One member of the structure that the call returns.
  private struct Field {
    var parts: [(value: Value, offset: Int)]
    var size: Int
    var alignment: Int
  }

  private func field(_ value: Value) -> Field {
    Field(parts: [(value, 0)], size: layout.size(of: value.type), alignment: layout.alignment(of: value.type))
  }

  /// What the caller gets, in order: the tape, the primal result, then shadows of the result or adjoints.
  private func fields(_ result: Value) -> [Field] {
    let parts = result.type.isVoid ? [] : result.type.elements.indices.map { builder.extractValue(result, $0) }
    var rest = parts[...]
    var fields: [Field] = []
    if request.part == .augmented {
      let tape = rest.removeFirst()
      if let memory = request.tapeMemory {
        builder.store(tape, memory, alignment: 1)
      } else {
        fields.append(field(tape))
      }
    }
    let primal = signature.returnsPrimal ? rest.removeFirst() : returnedObject
    if request.returnsPrimal || request.part == .augmented, let primal { fields.append(field(primal)) }
    switch request.part {
    case .pullback: return adjoints(rest)
    case .whole where request.mode == .reverse: return fields + adjoints(rest)
    case .rewind, .release: return fields
    case .augmented: return fields + (signature.returnsShadow ? rest.map { field($0) } : ownShadow(primal))
    case .whole, .tangent: return fields + (request.returnIsActive ? tangents(rest) : [])
    }
  }

  /// The object that the primal returns in memory.
  private var returnedObject: Value? {
    guard let memory = primalObjects[0], case .result(let type) = request.arguments.first?.object else { return nil }
    return builder.load(type, memory)
  }

  /// A returned address without a shadow is its own.
  private func ownShadow(_ primal: Value?) -> [Field] {
    guard let primal, primal.type.isPointer else { return [] }
    return (0..<width).map { _ in field(primal) }
  }

  private func tangents(_ rest: ArraySlice<Value>) -> [Field] {
    if signature.returnsShadow { return rest.map { field($0) } }
    guard case .result(let type) = request.arguments.first?.object else {
      let type = request.primal.returnType
      return type.isVoid ? [] : (0..<width).map { _ in field(type.zero) }
    }
    return shadowObjects[0]?.map { field(builder.load(type, $0)) } ?? (0..<width).map { _ in field(type.zero) }
  }

  /// The adjoints of arguments that are passed by value; those without influence on the result are zero.
  private func adjoints(_ rest: ArraySlice<Value>) -> [Field] {
    var values: [Int: [Value]] = [:]
    var rest = rest
    for index in signature.adjoints {
      values[index] = Array(rest.prefix(width))
      rest = rest.dropFirst(width)
    }
    return request.groups.filter { isActive($0) }.flatMap { group in (0..<width).map { adjoint(group, $0, values) } }
  }

  private func isActive(_ group: ParameterGroup) -> Bool {
    group.parameters.contains { index in
      if case .argument = request.arguments[index].object { return true }
      return request.arguments[index].activity == .active
    }
  }

  private func adjoint(_ group: ParameterGroup, _ lane: Int, _ values: [Int: [Value]]) -> Field {
    let first = group.parameters.lowerBound
    if case .argument(let type) = request.arguments[first].object {
      return field(shadowObjects[first].map { builder.load(type, $0[lane]) } ?? type.zero)
    }
    let parts = group.parameters.map { index in
      let value = values[index]?[lane] ?? request.primal.parameter(index).type.zero
      return (value: value, offset: ParameterGroup.offset(ofPart: index - first))
    }
    let end = parts.last!.offset + layout.size(of: parts.last!.value.type)
    return Field(
      parts: parts, size: group.size ?? end,
      alignment: group.alignment ?? parts.map { layout.alignment(of: $0.value.type) }.max()!)
  }

  /// Lays the results out like a C structure and reads that as what the call returns.
  private func deliver(_ fields: [Field]) throws {
    if resultPointer == nil && (call.type.isVoid || !call.hasUses) {
      call.erase()
      return
    }
    if resultPointer == nil, fields.count == 1, let value = converted(fields[0]) {
      call.replaceAllUses(with: value)
      call.erase()
      return
    }
    var size = 0
    var places: [(Value, Int)] = []
    for field in fields {
      size = (size + field.alignment - 1) / field.alignment * field.alignment
      places += field.parts.map { ($0.value, size + $0.offset) }
      size += field.size
    }
    try checkSize(size)
    let entry = Builder(context)
    entry.position(before: call.parentFunction.entry.first!)
    let declared = layout.size(of: resultType)
    let room = max(size, declared, 1)
    let memory = entry.alloca(.array(.integer(8, context), room), alignment: 16)
    // What the call returns beyond the results is no number.
    let byte = Type.integer(8, context)
    if declared > size { builder.memset(memory, byte.allOnes, Type.integer(64, context).constant(declared)) }
    for (value, place) in places { builder.store(value, builder.ptrAdd(memory, place), alignment: 1) }
    if let resultPointer {
      builder.memcpy(resultPointer, memory, Type.integer(64, context).constant(declared))
    } else {
      call.replaceAllUses(with: builder.load(call.type, memory, alignment: 1))
    }
    call.erase()
  }

  /// The only result, if it is what the call returns, perhaps in another precision.
  private func converted(_ field: Field) -> Value? {
    guard field.parts.count == 1 else { return nil }
    let value = field.parts[0].value
    if value.type == call.type { return value }
    return value.type.isFloatingPoint && call.type.isFloatingPoint ? builder.fpCast(value, call.type) : nil
  }

  /// The caller of split mode's first part may leave out what comes last; all other results must find room.
  private func checkSize(_ size: Int) throws {
    let declared = layout.size(of: resultType)
    if request.part == .augmented || declared >= size { return }
    let name = call.calledFunction?.name ?? "request"
    throw Refusal(
      place: SourcePlace(call.debugLocation), function: demangled(call.parentFunction.name),
      construct: "'\(name)' is declared to return \(declared) bytes, but the results of this request take \(size)",
      advice:
        "declare a structure of the primal result, if asked for, and one member per active argument passed by value",
      concernsRequest: true)
  }
}

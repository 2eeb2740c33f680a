// Derivatives that the user wrote, in the shape of those that the engine makes: the variants of a function with a rule
// call the functions of the rule. What the augmented primal hands to the reverse sweep travels on the tape.
//
// The functions take the primal's parameters, with a shadow behind each pointer (and a tangent behind each number in
// forward mode). The augmented primal returns tape, result and shadow of the result, as a structure of those that there
// are. The reverse sweep takes the adjoint of the result and the tape behind the parameters, and returns the adjoints
// of all numbers passed by value. The forward rule returns the tangent, or result and tangent.

import LLVM

final class RuleEmitter {
  private let program: ProgramEmitter
  private let f: FunctionID
  private let rule: CustomRule
  private let primal: Function
  private let builder: Builder
  private var arguments: [Value] = []
  /// By parameter: one shadow per lane, where there are any.
  private var shadows: [Int: [Value]] = [:]

  private var support: SupportLibrary { program.support }
  private var layout: DataLayout { program.names.types.layout }
  private var activity: ActivityFacts { program.activity }

  init(_ program: ProgramEmitter, _ f: FunctionID, _ rule: CustomRule) {
    self.program = program
    self.f = f
    self.rule = rule
    primal = program.snapshots[f].function
    builder = Builder(program.context)
  }

  func emit(_ variant: ProgramEmitter.Variant, into function: Function) {
    builder.position(atEndOf: function.appendBlock("entry"))
    let rest = takeParameters(of: function, forward: variant == .forward || variant == .replay)
    checkSignature(of: function)
    switch variant {
    case .forward: emitForward(function)
    case .augmented: emitAugmented(function, tape: rest.last!)
    case .reverse: emitReverse(function, seeds: Array(rest.dropLast()), tape: rest.last!)
    case .replay:
      program.refuse(
        f, nil, "a registered derivative in __enzyme_fwdsplit", "use __enzyme_fwddiff, or differentiate it")
      builder.unreachable()
    }
  }

  /// Both sweeps, for a request that names the function itself.
  func emitJoint(into function: Function) {
    builder.position(atEndOf: function.appendBlock("entry"))
    let seeds = takeParameters(of: function, forward: false)
    let parameters = Array(function.parameters.dropLast(seeds.count))
    let tape = builder.alloca(support.tapeType, name: "tape")
    builder.store(support.tapeType.zero, tape)
    let result = builder.call(program.variant(f, .augmented), parameters + [tape])
    let adjoints = builder.call(program.variant(f, .reverse), parameters + seeds + [tape])
    builder.call(support.tapeFinish, [tape])
    var parts = primal.returnType.isVoid ? [] : [builder.extractValue(result, 0)]
    if !adjoints.type.isVoid { parts += adjoints.type.elements.indices.map { builder.extractValue(adjoints, $0) } }
    returnParts(parts, of: function)
  }

  // MARK: Parameters

  /// Sorts the variant's parameters; returns those behind the primal's (seeds, tape).
  private func takeParameters(of function: Function, forward: Bool) -> [Value] {
    var parameters = function.parameters[...]
    for index in primal.parameters.indices {
      arguments.append(parameters.removeFirst())
      guard program.hasShadow(f, index, forward: forward) else { continue }
      shadows[index] = program.lanes.map { _ in parameters.removeFirst() }
    }
    return Array(parameters)
  }

  private func checkSignature(of function: Function) {
    for (index, parameter) in primal.parameters.enumerated() where parameter.type.isPointer {
      if primal.hasAttribute("sret", at: .parameter(index)) {
        refuse("does not apply to a large structure as result", "let the function write to a pointer instead")
      }
      if mustNotBeShadow(index) {
        refuse(
          "needs a shadow for parameter \(index + 1), whose memory is constant or may be",
          "pass a shadow for it (enzyme_dup) where the derivative is asked for")
      }
      if program.width > 1, shadows[index] != nil, !isRepeatable {
        refuse(
          "serves one direction at a time, not \(program.width), because calling it again would change what it computes",
          "ask for one direction at a time")
      }
    }
  }

  /// True if the function may be called once per direction: it reads nothing that it writes, and returns no address.
  private var isRepeatable: Bool {
    guard case .nodes(let written) = program.writes.effect(ofCalling: f), !primal.returnType.isPointer else {
      return false
    }
    func isUntouched(_ pointer: ValueID) -> Bool {
      activity.memory.target(f, pointer).map { !written.contains($0.node) } ?? false
    }
    return written.isEmpty
      || program.snapshots[f].model.values.allSatisfy { value in
        switch value.operation {
        case .load: return isUntouched(value.operands[0])
        case .call(.library(let library)):
          switch library.effect {
          case .copyMemory: return isUntouched(value.operands[1])
          case .setMemory, .inactive: return true
          default: return false
          }
        case .call, .atomicUpdate, .unsupported: return false
        default: return true
        }
      }
  }

  /// True if numbers behind the pointer have no shadow: the rule would take the memory itself for its shadow.
  private func mustNotBeShadow(_ index: Int) -> Bool {
    guard let node = activity.memory.target(f, index)?.node, activity.memory.graph.flags(node).contains(.constant)
    else { return false }
    let cells = activity.memory.graph.nodes[node].cells.values
    return cells.isEmpty || cells.contains { $0.kinds.hasFloat }
  }

  private func refuse(_ construct: String, _ advice: String) {
    program.refuse(
      f, nil, "a call of '\(demangled(program.snapshots[f].model.name))', whose registered derivative \(construct)",
      advice)
  }

  private func mismatch(_ callee: RuleFunction) {
    refuse(
      "'\(demangled(callee.name))' has other parameters or results than it must have", advice(callee))
  }

  private func advice(_ callee: RuleFunction) -> String {
    let parameters = "it takes the function's parameters, each pointer followed by its shadow"
    if callee == rule.gradient?.second { return parameters + ", then the adjoint of the result, then the tape" }
    if callee == rule.gradient?.augmented {
      return parameters + ", and returns the tape, then the result, then the shadow of the result"
    }
    return parameters + " and each number by its tangent, and returns the tangent, or result and tangent"
  }

  /// The primal arguments, with shadows where a rule takes them.
  private func items(_ lane: Int, tangents: Bool) -> [RuleCall.Item] {
    primal.parameters.enumerated().flatMap { index, parameter -> [RuleCall.Item] in
      let type = parameter.type
      guard type.isPointer || (tangents && CallRequestReader.holdsNumbers(type)) else {
        return [.value(arguments[index])]
      }
      let shadow = shadows[index]?[lane] ?? (type.isPointer ? arguments[index] : type.zero)
      return [.value(arguments[index]), .value(shadow)]
    }
  }

  private func call(_ callee: RuleFunction, _ items: [RuleCall.Item]) -> RuleResult? {
    let result = RuleCall(program, builder, callee).emit(items)
    if result == nil { mismatch(callee) }
    return result
  }

  // MARK: Results

  /// How many bytes a value takes in a structure, and how they are aligned there.
  private func place(of type: Type, behind offset: Int) -> (start: Int, end: Int) {
    let start = CLayout(layout).aligned(offset, type)
    return (start, start + layout.storeSize(of: type))
  }

  private func returnParts(_ parts: [Value], of function: Function) {
    let type = function.functionType.returnType
    if type.isVoid {
      builder.retVoid()
      return
    }
    var value = type.poison
    for (index, part) in parts.enumerated() where index < type.elements.count {
      value = builder.insertValue(value, part, index)
    }
    builder.ret(value)
  }

  // MARK: Forward mode

  private func emitForward(_ function: Function) {
    let type = primal.returnType
    var result: Value?
    var tangents: [Value] = []
    for lane in program.lanes {
      var given: RuleResult?
      if let tangent = rule.tangent {
        given = call(tangent, items(lane, tangents: true))
      } else if let pair = rule.splitTangent {
        let all = items(lane, tangents: true)
        given = call(pair.augmented, all).flatMap { augmented in
          call(pair.second, all + [.rest(augmented.memory)])
        }
      }
      guard let given, !type.isVoid else { continue }
      let second = place(of: type, behind: layout.storeSize(of: type))
      if given.size >= second.end {
        result = result ?? given.read(type, at: 0)
        tangents.append(given.read(type, at: second.start))
      } else if given.size >= layout.storeSize(of: type) {
        tangents.append(given.read(type, at: 0))
      } else if program.resultHasShadow(f, forward: true) {
        mismatch(rule.tangent ?? rule.splitTangent!.second)
      }
    }
    var parts: [Value] = []
    if !type.isVoid {
      parts = [result ?? plainResult()]
      if program.resultHasShadow(f, forward: true) { parts += tangents }
    }
    returnParts(parts, of: function)
  }

  /// The result of the function itself, where the rule gives only its derivative.
  private func plainResult() -> Value {
    let writes: Bool
    if case .nodes(let nodes) = program.writes.effect(ofCalling: f) { writes = !nodes.isEmpty } else { writes = true }
    if writes && primal.parameters.contains(where: { $0.type.isPointer }) && isResultUsed {
      refuse(
        "does not return the function's result, which cannot be computed again because the function writes memory",
        "return a structure of result and derivative")
    }
    return builder.call(primal, arguments)
  }

  private var isResultUsed: Bool {
    activity.program.functions.contains { function in
      function.values.indices.contains { id in
        guard case .call(.function(f)) = function.values[id].operation else { return false }
        return !function.users[id].isEmpty
      }
    }
  }

  // MARK: Reverse mode

  private var seedSize: Int {
    CallRequestReader.holdsNumbers(primal.returnType) ? layout.storeSize(of: primal.returnType) : 0
  }

  /// How many bytes the reverse sweep takes behind parameters and seed.
  private func tapeSize(_ reverse: RuleFunction) -> Int? {
    RuleCall(program, builder, reverse).rest(behind: items(0, tangents: false).count, bytes: seedSize)
  }

  private func emitAugmented(_ function: Function, tape: Value) {
    let pair = rule.gradient!
    guard let tapeSize = tapeSize(pair.second) else {
      mismatch(pair.second)
      return returnParts([], of: function)
    }
    let type = primal.returnType
    var parts: [Value] = []
    for lane in program.lanes {
      guard let given = call(pair.augmented, items(lane, tangents: false)) else { break }
      if tapeSize > 0 { push(given.memory, tapeSize, on: tape) }
      guard lane == 0, !type.isVoid else { continue }
      parts = results(given, tapeSize, type)
    }
    returnParts(parts, of: function)
  }

  /// Result and shadow of the result from what the augmented primal returns.
  private func results(_ given: RuleResult, _ tapeSize: Int, _ type: Type) -> [Value] {
    let hasShadow = program.resultHasShadow(f, forward: false)
    let size = layout.storeSize(of: type)
    var first = place(of: type, behind: tapeSize)
    if tapeSize == 0 && given.size > size * (hasShadow ? 2 : 1) {
      // A tape that nobody takes stands in front.
      first = (given.size - size * (hasShadow ? 2 : 1), 0)
      first.end = first.start + size
    }
    guard given.size >= first.end else { return [plainResult()] }
    var parts = [given.read(type, at: first.start)]
    if hasShadow {
      let second = place(of: type, behind: first.end)
      if given.size < second.end { mismatch(rule.gradient!.augmented) }
      parts += program.lanes.map { _ in given.read(type, at: second.start) }
    }
    return parts
  }

  private func emitReverse(_ function: Function, seeds: [Value], tape: Value) {
    let reverse = rule.gradient!.second
    guard let tapeSize = tapeSize(reverse) else { return returnParts([], of: function) }
    let kept = tapeSize > 0 ? pop(tapeSize * program.width, from: tape) : nil
    var adjoints: [[Value]] = []
    for lane in program.lanes {
      var items = items(lane, tangents: false)
      if seedSize > 0 {
        items.append(.bytes(spilled(seeds.isEmpty ? primal.returnType.zero : seeds[lane]), size: seedSize))
      }
      let memory = kept.map { builder.ptrAdd($0, lane * tapeSize) }
      items.append(.rest(memory ?? spilled(support.integerType(64).zero)))
      guard let given = call(reverse, items) else { break }
      adjoints.append(readAdjoints(given, reverse))
    }
    let count = adjoints.first?.count ?? 0
    returnParts((0..<count).flatMap { index in adjoints.map { $0[index] } }, of: function)
  }

  /// The adjoints of active parameters: the rule returns those of all numbers.
  private func readAdjoints(_ given: RuleResult, _ reverse: RuleFunction) -> [Value] {
    let wanted = Set(program.activeParameters(f))
    var offset = 0
    var result: [Value] = []
    for (index, parameter) in primal.parameters.enumerated() where CallRequestReader.holdsNumbers(parameter.type) {
      let part = place(of: parameter.type, behind: offset)
      offset = part.end
      guard wanted.contains(index) else { continue }
      guard given.size >= part.end else {
        refuse(
          "'\(demangled(reverse.name))' does not return an adjoint for each number among the parameters",
          "return a structure with one adjoint per number, in order")
        return []
      }
      result.append(given.read(parameter.type, at: part.start))
    }
    return result
  }

  private func spilled(_ value: Value) -> Value {
    let memory = builder.alloca(value.type, alignment: 16)
    builder.store(value, memory)
    return memory
  }

  // MARK: Tape

  private func push(_ memory: Value, _ size: Int, on tape: Value) {
    let integer = support.integerType(64)
    let cursor = support.count(builder.load(integer, builder.ptrAdd(tape, 8)))
    let needed = builder.add(cursor, integer.constant(size))
    let isFull = builder.icmp(.ugt, needed, support.count(builder.load(integer, builder.ptrAdd(tape, 16))))
    let function = builder.currentFunction
    let (grow, rest) = (function.appendBlock("tape.grow"), function.appendBlock("tape.keep"))
    builder.condBr(isFull, grow, rest)
    builder.position(atEndOf: grow)
    builder.call(support.tapeGrow, [tape, needed])
    builder.br(rest)
    builder.position(atEndOf: rest)
    builder.memcpy(builder.ptrAdd(builder.load(support.pointerType, tape), cursor), memory, integer.constant(size))
    support.count(builder.store(needed, builder.ptrAdd(tape, 8)))
  }

  /// A copy of the last `size` bytes, which leave the tape.
  private func pop(_ size: Int, from tape: Value) -> Value {
    let integer = support.integerType(64)
    let copy = builder.alloca(.array(support.integerType(8), size), alignment: 16)
    let cursor = builder.sub(
      support.count(builder.load(integer, builder.ptrAdd(tape, 8))), integer.constant(size))
    builder.memcpy(copy, builder.ptrAdd(builder.load(support.pointerType, tape), cursor), integer.constant(size))
    support.count(builder.store(cursor, builder.ptrAdd(tape, 8)))
    return copy
  }
}

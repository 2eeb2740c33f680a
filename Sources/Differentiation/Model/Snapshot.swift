// Reads one LLVM function into a `FunctionModel`.
//
// The function must be in the form that `Prepare` leaves: one return, loops with preheader, one latch and exits of
// their own, no irreducible flow, loop-closed SSA. Trip counts that ScalarEvolution can compute before a loop are
// written into its preheader first, so that to the model they are ordinary values.

import DerivativeRules
import LLVM

/// A function of the closure with its model and, by id, the LLVM objects that `Emit` needs.
struct SnapshotFunction {
  let function: Function
  let analyses: FunctionAnalyses
  var model: FunctionModel
  let values: [Value]
  let blocks: [BasicBlock]
  let blockIDs: [BasicBlock: BlockID]
}

/// Builds the snapshot of one function.
struct SnapshotReader {
  private let names: ProgramNames
  private let function: Function
  private let analyses: FunctionAnalyses
  private var ids: [Value: ValueID] = [:]
  private var blockIDs: [BasicBlock: BlockID] = [:]
  private var values: [Value] = []
  private var model: [ModelValue] = []

  static func read(_ function: Function, id: FunctionID, name: String, names: ProgramNames) -> SnapshotFunction {
    var reader = SnapshotReader(names: names, function: function)
    return reader.read(id: id, name: name)
  }

  private init(names: ProgramNames, function: Function) {
    self.names = names
    self.function = function
    analyses = FunctionAnalyses(function)
  }

  private mutating func read(id: FunctionID, name: String) -> SnapshotFunction {
    let blocks = function.basicBlocks
    for (index, block) in blocks.enumerated() { blockIDs[block] = index }
    let live = blocksReachingReturn(blocks)
    let tripCounts = expandTripCounts(live)

    for (index, parameter) in function.parameters.enumerated() {
      append(parameter, ModelValue(operation: .argument(index), type: type(parameter), operands: [], block: -1))
    }
    var ranges: [Range<ValueID>] = []
    for block in blocks {
      let start = values.count
      for instruction in block.instructions {
        ids[instruction] = values.count
        values.append(instruction)
      }
      ranges.append(start..<values.count)
    }
    let instructionEnd = values.count
    for (blockID, range) in ranges.enumerated() {
      for instruction in range { model.append(describe(values[instruction], block: blockID)) }
    }
    let loops = readLoops(tripCounts)
    while model.count < values.count { model.append(describeConstant(values[model.count])) }

    var result = FunctionModel(
      id: id, name: name, values: model, argumentCount: function.parameters.count, instructionEnd: instructionEnd,
      blocks: [], loops: [], returnType: names.types.type(function.returnType))
    result.loops = loops
    result.blocks = blocks.enumerated().map { index, block in
      ModelBlock(
        instructions: ranges[index], predecessors: [], successors: block.successors.map { blockIDs[$0]! },
        loop: analyses.loop(of: block).map { $0 + 1 } ?? 0, reachesReturn: live[index])
    }
    connect(&result)
    result.hints = readHints(function, ids, names.declaredTypes)
    return SnapshotFunction(
      function: function, analyses: analyses, model: result, values: values, blocks: blocks, blockIDs: blockIDs)
  }

  private func type(_ value: Value) -> IRType { names.types.type(value.type) }

  private mutating func append(_ value: Value, _ entry: ModelValue) {
    ids[value] = values.count
    values.append(value)
    model.append(entry)
  }

  // MARK: Control flow

  private func blocksReachingReturn(_ blocks: [BasicBlock]) -> [Bool] {
    var predecessors = Array(repeating: [BlockID](), count: blocks.count)
    var live = Array(repeating: false, count: blocks.count)
    var work: [BlockID] = []
    for (index, block) in blocks.enumerated() {
      for successor in block.successors { predecessors[blockIDs[successor]!].append(index) }
      if block.terminator?.opcode == .ret {
        live[index] = true
        work.append(index)
      }
    }
    while let block = work.popLast() {
      for predecessor in predecessors[block] where !live[predecessor] {
        live[predecessor] = true
        work.append(predecessor)
      }
    }
    return live
  }

  /// By loop id: the value in the preheader that tells how often the backedge is taken. Exits into code that never
  /// returns (traps) do not count: the reverse sweep is only reached when none was taken.
  private func expandTripCounts(_ live: [Bool]) -> [Int: Value] {
    var result: [Int: Value] = [:]
    for loop in analyses.loops {
      let inside = Set(loop.blocks)
      let exiting = loop.exitingBlocks.filter { block in
        block.successors.contains { !inside.contains($0) && live[blockIDs[$0]!] }
      }
      guard exiting.count == 1, loop.preheader != nil else { continue }
      if let count = analyses.expandExitCount(of: loop.id, exiting[0]) { result[loop.id] = count }
    }
    return result
  }

  private mutating func readLoops(_ tripCounts: [Int: Value]) -> [ModelLoop] {
    var loops = [ModelLoop(parent: nil, header: 0, latch: 0, preheader: 0, depth: 0)]
    for loop in analyses.loops {
      let header = blockIDs[loop.header]!
      loops.append(
        ModelLoop(
          parent: loop.parent.map { $0 + 1 } ?? 0, header: header, latch: loop.latch.map { blockIDs[$0]! } ?? -1,
          preheader: loop.preheader.map { blockIDs[$0]! } ?? -1, depth: loop.depth,
          tripCount: tripCounts[loop.id].map { id($0) }))
    }
    for index in loops.indices.dropFirst() { loops[loops[index].parent!].children.append(index) }
    return loops
  }

  private func connect(_ model: inout FunctionModel) {
    model.order = reversePostorder(model)
    for block in model.order {
      model.blocks[block].isReachable = true
      for successor in Set(model.blocks[block].successors) { model.blocks[successor].predecessors.append(block) }
    }
    for block in model.order { model.blocks[block].predecessors.sort() }
    model.users = Array(repeating: [], count: model.values.count)
    for block in model.order {
      for id in model.blocks[block].instructions {
        for (index, operand) in model.values[id].operands.enumerated() { model.users[operand].append((id, index)) }
      }
    }
  }

  private func reversePostorder(_ model: FunctionModel) -> [BlockID] {
    var visited = Array(repeating: false, count: model.blocks.count)
    var order: [BlockID] = []
    var stack: [(block: BlockID, next: Int)] = [(0, 0)]
    visited[0] = true
    while let (block, next) = stack.last {
      let successors = model.blocks[block].successors
      if next < successors.count {
        stack[stack.count - 1].next += 1
        if !visited[successors[next]] {
          visited[successors[next]] = true
          stack.append((successors[next], 0))
        }
      } else {
        order.append(block)
        stack.removeLast()
      }
    }
    return order.reversed()
  }

  // MARK: Values

  /// The id of an operand; constants are numbered when they are first met.
  private mutating func id(_ value: Value) -> ValueID {
    if let known = ids[value] { return known }
    ids[value] = values.count
    values.append(value)
    return values.count - 1
  }

  private mutating func describe(_ value: Value, block: BlockID) -> ModelValue {
    var entry = ModelValue(operation: .inert, type: type(value), operands: [], block: block)
    switch value.opcode {
    case .phi:
      entry.operation = .phi(value.incoming.map { blockIDs[$0.block]! })
      entry.operands = value.incoming.map { id($0.value) }
      return entry
    case .br:
      entry.operation = .branch
      entry.operands = value.isConditional ? [id(value.condition)] : []
      return entry
    case .switch:
      entry.operation = .branch
      entry.operands = [id(value.operand(0))]
      return entry
    case .call, .invoke, .callBr:
      describeCall(value, &entry)
      return entry
    default: break
    }
    entry.operands = value.operands.map { id($0) }
    entry.operation = operation(value, &entry)
    return entry
  }

  private func operation(_ value: Value, _ entry: inout ModelValue) -> Operation {
    switch value.opcode {
    case .fadd, .fsub, .fmul, .fdiv, .frem, .fneg, .fpTrunc, .fpExt:
      return RuleTable.standard.rule(forInstruction: ruleName(value.opcode)).map { .rule($0) }
        ?? .unsupported("an operation that is not known ('\(value.opcode)')")
    case .load:
      entry.accessType = entry.type
      describeAccess(value, &entry)
      return .load
    case .store:
      entry.accessType = type(value.operand(0))
      describeAccess(value, &entry)
      return .store
    case .getElementPtr:
      let (constant, terms) = names.types.offsets(of: value)
      entry.accessType = names.types.accessed(value.sourceElementType)
      return entry.type.isPointer && entry.type != .pointer
        ? .unsupported("an address computation over vectors of pointers") : .gep(constant: constant, terms: terms)
    case .alloca:
      entry.accessType = names.types.accessed(value.allocatedType)
      return .alloca(
        size: value.operand(0).constantInt.map { Int($0) * names.types.layout.size(of: value.allocatedType) })
    case .bitCast, .addrSpaceCast: return .bitcast
    case .ptrToInt, .ptrToAddr: return .pointerToInteger
    case .intToPtr: return .integerToPointer
    case .trunc: return .truncate
    case .zext: return .zeroExtend
    case .sext: return .signExtend
    case .fpToUI, .fpToSI, .uiToFP, .siToFP: return .numericConversion
    case .add, .sub, .mul, .and, .or, .xor, .shl, .lshr, .udiv, .sdiv, .urem, .srem, .ashr:
      return .integerArithmetic(integerOperator(value.opcode))
    case .icmp, .fcmp: return .compare
    case .select: return .select
    case .extractValue: return .extractValue(value.indices)
    case .insertValue: return .insertValue(value.indices)
    case .extractElement: return .extractElement
    case .insertElement: return .insertElement
    case .shuffleVector: return .shuffle(value.mask)
    case .freeze: return .freeze
    case .atomicRMW where isIntegerUpdate(value):
      entry.accessType = entry.type
      return .atomicUpdate
    case .cmpXchg where (value.operand(1).type.integerWidth ?? 64) <= 32:
      // Counters of references; a larger word could be a number.
      entry.accessType = names.types.type(value.operand(1).type)
      return .atomicUpdate
    case .ret: return .ret
    case .unreachable: return .unreachable
    case .fence: return .inert
    case .resume: return .unreachable
    case .atomicRMW, .cmpXchg: return .unsupported("an atomic operation")
    default: return .unsupported("an operation that is not known ('\(value.opcode)')")
    }
  }

  /// Counters such as those of shared pointers; an exchange could move a number.
  private func isIntegerUpdate(_ value: Value) -> Bool {
    guard value.type.isInteger, let operation = value.atomicOperation else { return false }
    return operation != .xchg
  }

  private func ruleName(_ opcode: Opcode) -> String {
    switch opcode {
    case .fpTrunc: "fptrunc"
    case .fpExt: "fpext"
    default: "\(opcode)"
    }
  }

  private func integerOperator(_ opcode: Opcode) -> IntegerOperator {
    switch opcode {
    case .add: .add
    case .sub: .sub
    case .mul: .mul
    case .and: .and
    case .or: .or
    case .xor: .xor
    case .shl: .shiftLeft
    case .lshr: .shiftRight
    default: .other
    }
  }

  private func describeAccess(_ value: Value, _ entry: inout ModelValue) {
    entry.isVolatile = value.isVolatile
    entry.isCount = value.metadata(named: ModelValue.countMetadata) != nil || isCount(value, entry.accessType)
    entry.isTentative = value.metadata(named: ModelValue.tentativeMetadata) != nil
    if let name = value.tbaaAccessTypeName { entry.typeHint = MemoryKind(typeName: name) }
  }

  /// True for words that the front end knows to be neither negative nor addresses: the counts of Swift's collections. Of
  /// addresses moved as integers optimisers say that they are not zero.
  private func isCount(_ value: Value, _ type: IRType) -> Bool {
    guard value.opcode == .load, type == .integer(bits: 64), let bounds = value.metadata(named: "range")?.operands,
      bounds.count == 2, case .value(let low) = bounds[0], case .value(let high) = bounds[1]
    else { return false }
    return low.isZero && (high.constantInt ?? 0) > 0
  }

  private mutating func describeCall(_ value: Value, _ entry: inout ModelValue) {
    entry.operands = value.arguments.map { id($0) }
    entry.accessType = entry.type
    guard let callee = value.calledFunction else {
      if value.calledValue.kind == .inlineAsm {
        let isInert = entry.type == .void && value.arguments.allSatisfy { $0.isConstant && !$0.type.isPointer }
        entry.operation = isInert ? .inert : .call(.assembly)
      } else {
        entry.operands.append(id(value.calledValue))
        entry.operation = .call(.indirect)
      }
      return
    }
    if let function = names.functions[callee.name] {
      entry.operation = .call(.function(function))
      return
    }
    let marked = names.marks.libraryFunction(callee.name, value)
    if let library = marked ?? TypeHints.libraryFunction(callee) {
      entry.operation = .call(.library(library))
      return
    }
    if let rule = Along.rule(named: callee.name) {
      entry.operation = .rule(rule)
      return
    }
    let name = callee.intrinsicName ?? names.marks.likenesses[callee.name] ?? callee.name
    if let rule = rule(name, isIntrinsic: callee.intrinsicID != 0, value) {
      entry.operation = .rule(rule)
    } else if name == "llvm.vector.reduce.fadd" {
      entry.operation = .reduceAdd(hasStart: true)
    } else if let library = LibraryFunction.named(name) {
      entry.operation = .call(.library(library))
      entry.copyHints = value.tbaaStruct.compactMap { field in
        MemoryKind(typeName: field.typeName).map { (field.offset, $0) }
      }
      entry.untypedFields = untypedFields(value)
      entry.declaredParts = declaredParts(value)
      if let name = value.tbaaAccessTypeName, let kind = MemoryKind(typeName: name) {
        entry.copyHints.append((0, kind))
      }
    } else {
      entry.operation = .call(.unknown(name: name))
    }
  }

  private func untypedFields(_ copy: Value) -> [Range<Int>]? {
    let fields = copy.tbaaStruct
    guard !fields.isEmpty else { return nil }
    return fields.filter { MemoryKind(typeName: $0.typeName) == nil }.map { $0.offset..<$0.offset + $0.size }
  }

  /// The numbers and addresses in a copied structure; nil unless the types of all fields are known.
  private func declaredParts(_ copy: Value) -> [MemorySegment]? {
    let fields = copy.tbaaStruct
    guard !fields.isEmpty else { return nil }
    var parts: [MemorySegment] = []
    for field in fields {
      guard let kind = MemoryKind(typeName: field.typeName) else { return nil }
      let size: Int
      switch kind {
      case .integer: continue
      case .pointer: size = 8
      case .float(let format): size = format.size
      }
      let step = kind == .float(.extended) ? 16 : size
      guard field.size % step == 0 else { return nil }
      for offset in stride(from: field.offset, to: field.offset + field.size, by: step) {
        parts.append(MemorySegment(offset: offset, size: size, kind: kind))
      }
    }
    return parts
  }

  private func rule(_ name: String, isIntrinsic: Bool, _ call: Value) -> Rule? {
    if isIntrinsic { return RuleTable.standard.rule(forIntrinsic: name) }
    guard let found = RuleTable.standard.rule(forLibraryFunction: name)?.rule else { return nil }
    let arguments = call.arguments
    guard call.type.isFloatingPoint, arguments.count == found.operands.count else { return nil }
    for (argument, role) in zip(arguments, found.operands) {
      switch role {
      case .real: guard argument.type.isFloatingPoint else { return nil }
      case .integer: guard argument.type.isInteger else { return nil }
      case .pointer: guard argument.type.isPointer else { return nil }
      }
    }
    return found
  }

  private mutating func describeConstant(_ value: Value) -> ModelValue {
    var entry = ModelValue(operation: .constant(.other), type: type(value), operands: [], block: -1)
    switch value.kind {
    case .constantInt: entry.operation = .constant(value.constantInt.map { .integer($0) } ?? .other)
    case .constantFP: entry.operation = .constant(.float)
    case .undef, .poison: entry.operation = .constant(.undefined)
    case .function: entry.operation = .constant(.function(value.name))
    case .globalVariable, .constantExpr:
      if let (global, offset) = names.address(value) {
        // The shared empty buffers hold nothing: to take them for one object would make all arrays one.
        entry.operation =
          SwiftRuntime.emptyBuffers.contains(global.name)
          ? .constant(.zero) : .constant(.global(names.global(global), offset: offset))
      }
    default:
      if value.isConstant && value.isZero { entry.operation = .constant(.zero) }
    }
    return entry
  }
}

// The sweep that runs in the direction of the primal: a copy of the primal with shadows beside it.
//
// A shadow of a value has the value's type. In forward mode it holds tangents and shadow addresses; in the forward
// sweep of reverse mode only addresses matter. Where memory is constant its shadow address is the primal address:
// where that is known only at run time (mixed memory), accesses through such an address go to a sink instead.

import LLVM

class SweepEmitter {
  let program: ProgramEmitter
  let f: FunctionID
  let snapshot: SnapshotFunction
  let target: Function
  let isForwardMode: Bool
  let builder: Builder
  let queries: AdjointQueries
  private(set) var copies: [Value]
  private(set) var blocks: [BasicBlock] = []
  private(set) var shadows: [[Value]?]
  private var openPhis: [ValueID] = []
  private var sinks: [Type: Value] = [:]

  var model: FunctionModel { snapshot.model }
  var activity: ActivityFacts { program.activity }
  var lanes: Range<Int> { program.lanes }
  var support: SupportLibrary { program.support }
  var context: Context { program.context }

  init(_ program: ProgramEmitter, _ f: FunctionID, into target: Function, isForwardMode: Bool) {
    self.program = program
    self.f = f
    self.target = target
    self.isForwardMode = isForwardMode
    snapshot = program.snapshots[f]
    builder = Builder(program.context)
    copies = snapshot.values
    shadows = Array(repeating: nil, count: snapshot.values.count)
    queries = AdjointQueries(activity: program.activity, function: snapshot.model)
  }

  // MARK: Copying the primal

  /// Fills `target` with a copy of the primal and sets up parameters and their shadows. Returns the parameters that
  /// follow (seeds, tape).
  func copyPrimal() -> [Value] {
    var parameters = target.parameters[...]
    var mapping: [(Value, Value)] = []
    for index in model.arguments {
      let copy = parameters.removeFirst()
      copy.name = snapshot.values[index].name
      copies[index] = copy
      mapping.append((snapshot.values[index], copy))
      if program.hasShadow(f, index, forward: isForwardMode) {
        shadows[index] = lanes.map { _ in parameters.removeFirst() }
        for shadow in shadows[index]! { shadow.name = copy.name + "'" }
      }
    }
    _ = Function.cloneBody(of: snapshot.function, into: target, mapping: mapping)
    target.cleanAttributes()
    blocks = target.basicBlocks
    var next = model.argumentCount
    for block in blocks {
      for instruction in block.instructions {
        copies[next] = instruction
        next += 1
      }
    }
    return Array(parameters)
  }

  /// Where values that must outlive blocks are put: registers once the optimiser has seen them.
  func slot(_ type: Type, _ name: String) -> Value {
    let entry = Builder(context)
    entry.position(before: target.entry.first!)
    return entry.alloca(type, name: name)
  }

  func position(after id: ValueID) {
    if case .phi = model.values[id].operation {
      builder.position(atFirstNonPhiOf: copies[id].parentBlock)
    } else {
      builder.position(after: copies[id])
    }
    builder.copyDebugLocation(from: copies[id])
  }

  func primal(_ id: ValueID) -> Value { copies[id] }

  func replaceCopy(_ id: ValueID, with value: Value) { copies[id] = value }

  func setShadow(_ id: ValueID, _ values: [Value]) { shadows[id] = values }

  // MARK: Shadows of values

  func hasShadow(_ id: ValueID) -> Bool { program.hasShadow(f, id, forward: isForwardMode) }

  /// The shadow of a value, for each lane.
  func shadow(_ id: ValueID) -> [Value] {
    if let known = shadows[id] { return known }
    let value = snapshot.values[id]
    if case .constant(.global) = model.values[id].operation {
      return lanes.map { program.shadow(ofAddress: value, $0) }
    }
    if !model.isInstruction(id) && value.isConstant { return lanes.map { constantShadow(value, $0) } }
    let inactive = inactiveBits(copies[id], kinds(of: id))
    return lanes.map { _ in inactive }
  }

  /// The shadow of an operand. A constant does not tell itself whether it is the bits of a number: the result does that
  /// it goes into, at `offset` bytes.
  func shadow(_ operand: ValueID, for result: ValueID, at offset: Int = 0) -> [Value] {
    let value = snapshot.values[operand]
    guard isForwardMode || program.movesMixedWords, !model.isInstruction(operand), value.isConstant,
      value.type.isInteger
    else {
      return shadow(operand)
    }
    let here = kinds(of: result).filter { $0.offset >= offset && $0.offset < offset + 8 }
    let tags = CaseTags(activity: activity, function: model)
    let isTag = value.constantUInt.map { tags.verdict($0, in: result) == .yes } ?? false
    let bits = inactiveBits(value, here.map { ($0.offset - offset, $0.kinds) }, isTag: isTag)
    return lanes.map { _ in bits }
  }

  /// What the integers inside a value are known to be, by offset.
  private func kinds(of id: ValueID) -> [(offset: Int, kinds: KindSet)] {
    activity.memory.values[f][id].kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func constantShadow(_ value: Value, _ lane: Int) -> Value {
    if value.isUndefOrPoison { return value.type.zero }
    if value.type.isFloatOrFloatVector { return isForwardMode && isTag(value) ? value : value.type.zero }
    if value.type.isPointer { return program.shadow(ofAddress: value, lane) }
    if value.kind == .constantAggregate {
      return value.type.constant(elements: value.operands.map { constantShadow($0, lane) })
    }
    return value.type.isAggregate ? value.type.zero : value
  }

  /// The shadow of something without derivative: zero for numbers, the same address for pointers.
  func inactiveShadow(_ value: Value) -> Value {
    let type = value.type
    if type.isFloatOrFloatVector { return type.zero }
    guard type.isAggregate else { return value }
    var result = value
    let count = type.isStructure ? type.elements.count : type.count
    for index in 0..<count {
      let element = type.isStructure ? type.elements[index] : type.element
      guard element.isFloatOrFloatVector || element.isAggregate else { continue }
      result = builder.insertValue(result, inactiveShadow(builder.extractValue(value, index)), index)
    }
    return result
  }

  /// A shadow address that is safe to access: a sink where the memory is constant.
  func safeAddress(_ pointer: ValueID, _ shadow: Value, _ primal: Value, for type: Type, with builder: Builder) -> Value
  {
    guard activity.isMixed(f, pointer) else { return shadow }
    let same = builder.icmp(.eq, shadow, primal)
    return builder.select(same, sink(type), shadow)
  }

  func sink(_ type: Type) -> Value {
    if let known = sinks[type] { return known }
    let made = slot(type, "sink")
    sinks[type] = made
    return made
  }

  /// `size`, or 0 where the shadow of mixed memory is the primal memory itself.
  func safeSize(_ pointer: ValueID, _ shadow: Value, _ primal: Value, _ size: Value, with builder: Builder) -> Value {
    guard activity.isMixed(f, pointer) else { return size }
    return builder.select(builder.icmp(.eq, shadow, primal), size.type.zero, size)
  }

  // MARK: Instructions

  /// Emits what the shadow sweep does for one instruction, behind its copy.
  func emitShadow(_ id: ValueID) {
    let value = model.values[id]
    if case .store = value.operation {
      emitStore(id, value)
      return
    }
    if case .call(let callee) = value.operation {
      emitCall(id, value, callee)
      return
    }
    if case .unsupported(let construct) = value.operation {
      refuseIfRelevant(id, value, construct)
      return
    }
    if case .atomicUpdate = value.operation {
      checkAtomicUpdate(id, value)
      return
    }
    guard hasShadow(id) || choosesTag(id) else { return }
    position(after: id)
    switch value.operation {
    case .phi:
      builder.position(before: copies[id])
      setShadow(id, lanes.map { _ in builder.phi(copies[id].type, name: copies[id].name + "'") })
      openPhis.append(id)
    case .load: emitLoad(id, value)
    case .alloca: emitAlloca(id, value)
    case .gep: mirror(id, [0])
    case .select: mirror(id, [1, 2])
    case .extractElement: mirror(id, [0])
    case .insertElement, .shuffle, .insertValue: mirror(id, [0, 1])
    case .integerArithmetic(let op):
      if isForwardMode && activity.isActive(f, id) && !isCounting(id) && !movesBits(id, op) { return }
      mirror(id, dataOperands(value, op))
    case .bitcast, .pointerToInteger, .integerToPointer, .truncate, .zeroExtend, .signExtend, .extractValue, .freeze:
      mirror(id, [0])
    default: emitOther(id, value)
    }
  }

  /// True for a word that is chosen from constants, numbers or tags: each has a tangent of its own.
  private func choosesTag(_ id: ValueID) -> Bool {
    guard isForwardMode, model.values[id].type == .integer(bits: 64),
      kinds(of: id).contains(where: { $0.kinds.hasFloat })
    else { return false }
    func areConstant(_ operands: some Sequence<ValueID>) -> Bool {
      operands.allSatisfy { snapshot.values[$0].isConstant }
    }
    switch model.values[id].operation {
    case .phi: return areConstant(model.values[id].operands)
    case .select: return areConstant(model.values[id].operands.dropFirst())
    default: return false
    }
  }

  /// Instructions that only one of the modes treats.
  func emitOther(_ id: ValueID, _ value: ModelValue) {}

  func finishPhis() {
    for id in openPhis {
      let incoming = copies[id].incoming
      for (index, operand) in model.values[id].operands.enumerated() {
        builder.position(before: incoming[index].block.terminator!)
        let values = shadow(operand, for: id)
        for lane in lanes { shadows[id]![lane].addIncoming(values[lane], from: incoming[index].block) }
      }
    }
  }

  static func isByteMask(_ mask: Int64) -> Bool {
    let bits = UInt64(bitPattern: mask)
    return (0..<8).allSatisfy { byte in
      let part = (bits >> (8 * UInt64(byte))) & 0xff
      return part == 0 || part == 0xff
    }
  }

  /// Counters have no derivative; the bits of numbers cannot be changed as integers. What is smaller than all numbers
  /// there is a counter.
  private func checkAtomicUpdate(_ id: ValueID, _ value: ModelValue) {
    let formats = queries.storedKinds(id).flatMap { $0.kinds.formats }
    guard formats.contains(where: { $0.size <= value.accessType.size }), activity.holdsActive(f, value.operands[0])
    else { return }
    refuseIfRelevant(id, value, "an atomic operation")
  }

  private func refuseIfRelevant(_ id: ValueID, _ value: ModelValue, _ construct: String) {
    guard model.blocks[value.block].reachesReturn else { return }
    let touches =
      activity.isActive(f, id) || activity.needsShadow(f, id)
      || value.operands.contains {
        carriesVariedNumbers($0) || activity.needsShadow(f, $0) || activity.reachesVaried(f, $0)
      }
    if touches {
      program.refuse(
        f, id, construct + " on values that carry a derivative", "write it with ordinary loads, stores and arithmetic")
    }
  }

  // MARK: Memory

  /// Zeroed memory on the stack of the derivative.
  func makeShadowAlloca(_ id: ValueID, _ copy: Value, _ elementSize: Int, _ count: Value) -> Value {
    let shadow = builder.insert(copy.clone(), name: copy.name + "'")
    if shadow.opcode == .alloca { shadow.isSwiftError = false }
    let size = builder.mul(
      builder.zextOrTrunc(count, support.integerType(64)), support.integerType(64).constant(elementSize))
    builder.memset(shadow, support.integerType(8).zero, size, alignment: max(copy.alignment, 1))
    return shadow
  }

  // MARK: Calls

  func emitCall(_ id: ValueID, _ value: ModelValue, _ callee: Callee) {
    switch callee {
    case .function(let g):
      if !activity.isInert(g) { emitDerivativeCall(id, value, g) }
    case .library(let library): emitLibraryCall(id, value, library)
    case .unknown(let name):
      if let construct = SwiftConstruct.behind(name) {
        return refuseCall(id, value, construct.phrase, construct.advice)
      }
      if ["__asan_", "__hwasan_", "__msan_", "__tsan_"].contains(where: name.hasPrefix) {
        return refuseCall(id, value, "code that a sanitizer has instrumented ('\(name)')", Self.adviceForSanitizers)
      }
      let isVariadic = snapshot.values[id].calledFunctionType.isVarArg
      let reason = isVariadic ? "which takes a variable number of arguments" : "which has no body here"
      refuseCall(
        id, value, "a call of '\(demangled(name))', \(reason) and no known derivative",
        name.hasPrefix("$s") ? SwiftConstruct.advice : adviceForCalls)
    case .indirect: refuseCall(id, value, "a call through a pointer whose targets are not known", adviceForCalls)
    case .assembly: refuseCall(id, value, "inline assembly", adviceForCalls)
    }
  }

  /// A call of a function of the closure.
  func emitDerivativeCall(_ id: ValueID, _ value: ModelValue, _ g: FunctionID) {
    preconditionFailure("each mode calls its own variants")
  }

  private static let adviceForSanitizers =
    "differentiate before: leave this file out of the sanitizer, or compile it with -Xclang -disable-llvm-passes"

  private var adviceForCalls: String {
    let otherwise =
      model.name.hasPrefix("$s")
      ? SwiftConstruct.escape : "give it a derivative, or mark it inactive if no derivative passes through it"
    return "make its body available to the engine, \(otherwise)"
  }

  /// Refuses a call with unknown effect unless nothing active can pass through it. An address that it returns may lead
  /// into memory that its arguments lead to.
  private func refuseCall(_ id: ValueID, _ value: ModelValue, _ construct: String, _ advice: String) {
    guard model.blocks[value.block].reachesReturn else { return }
    let touches = (value.operands + [id]).contains {
      carriesVariedNumbers($0) || activity.needsShadow(f, $0) || activity.reachesVaried(f, $0)
        || activity.reachesUnreadElements(f, $0)
    }
    if touches || activity.isActive(f, id) { program.refuse(f, id, construct, advice) }
  }

  /// True if the value holds numbers that depend on active inputs, as far as anything tells that it holds numbers.
  private func carriesVariedNumbers(_ value: ValueID) -> Bool {
    guard activity.varied[f][value] else { return false }
    return model.values[value].type.leaves().contains { $0.type.isFloat }
      || activity.memory.values[f][value].kinds.values.contains { $0.hasFloat }
  }

  /// The shadow of an argument. A constant may be the bits of a number: the parameter tells.
  private func shadow(_ operand: ValueID, of parameter: Int, in g: FunctionID) -> [Value] {
    let value = snapshot.values[operand]
    guard !model.isInstruction(operand), value.constantInt != nil else { return shadow(operand) }
    let kinds = activity.memory.values[g][parameter].kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let bits = inactiveBits(value, kinds)
    return lanes.map { _ in bits }
  }

  /// The parameters of a call's variant: primal arguments, each followed by its shadows.
  func argumentsWithShadows(_ g: FunctionID, _ operands: [ValueID]) -> [Value] {
    let parameterCount = program.activity.program.functions[g].argumentCount
    return operands.prefix(parameterCount).enumerated().flatMap { index, operand in
      [primal(operand)]
        + (program.hasShadow(g, index, forward: isForwardMode) ? shadow(operand, of: index, in: g) : [])
    }
  }

  func emitLibraryCall(_ id: ValueID, _ value: ModelValue, _ library: LibraryFunction) {
    position(after: id)
    switch library.effect {
    case .returnsOperand(let index):
      if hasShadow(id) { setShadow(id, shadow(value.operands[index])) }
      if SwiftRuntime.retains.contains(library.name) { emitRetain(id, value, value.operands[index]) }
    case .allocate(let size, let zeroed):
      if hasShadow(id) { setShadow(id, lanes.map { _ in shadowAllocation(id, value, size, zeroed) }) }
    case .initializeObject:
      guard hasShadow(id) else { break }
      let memory = shadow(value.operands[1])
      setShadow(id, lanes.map { builder.call(copies[id].calledFunction!, [primal(value.operands[0]), memory[$0]]) })
    case .deallocate(let index): emitDeallocation(id, value, value.operands[index])
    case .reallocate:
      if hasShadow(id) { emitReallocation(id, value) }
    case .resizeArray, .appendToArray: emitArrayGrowth(id, value, library.effect)
    case .replaceBuffer:
      if hasShadow(id) { emitBufferReplacement(id, value) }
    case .copyMemory: emitCopy(id, value)
    case .setMemory: emitSet(id, value)
    case .inactive, .detached:
      refuseRoundTrip(id, value, library)
      emitInactive(id, value)
    case .text: emitSearch(id, value)
    case .claim: break
    case .method: break
    case .relink: emitRelink(id, value)
    case .linearAlgebra(let routine): emitRoutine(id, value, routine)
    case .storeWeak: emitWeakStore(id, value)
    case .loadWeak:
      if hasShadow(id) { emitWeakLoad(id, value) }
    }
  }

  /// Called with memory made for a shadow (or null), which has to be freed some time.
  func registerShadow(_ shadow: Value) {}

  /// Shadow memory for fresh primal memory.
  func shadowAllocation(_ id: ValueID, _ value: ModelValue, _ size: AllocationSize, _ zeroed: Bool) -> Value {
    makeShadowAllocation(id, value, size, zeroed)
  }

  /// Shadows refer to each other by bare addresses. What no longer exists has no shadow either.
  func emitWeakStore(_ id: ValueID, _ value: ModelValue) {
    guard activity.isShadowed(f, value.operands[0]) else { return }
    for lane in lanes { builder.store(shadow(value.operands[1])[lane], shadow(value.operands[0])[lane]) }
  }

  func emitWeakLoad(_ id: ValueID, _ value: ModelValue) {
    let reference = value.operands[0]
    guard activity.isShadowed(f, reference) else {
      setShadow(id, lanes.map { _ in copies[id] })
      return
    }
    let isGone = builder.icmp(.eq, copies[id], copies[id].type.zero)
    setShadow(
      id,
      shadow(reference).map { place in
        let object = builder.load(support.pointerType, place)
        return builder.select(isGone, object.type.zero, object)
      })
  }

  func emitRetain(_ id: ValueID, _ value: ModelValue, _ object: ValueID) {}
  func emitInactive(_ id: ValueID, _ value: ModelValue) {}
  func emitDeallocation(_ id: ValueID, _ value: ModelValue, _ pointer: ValueID) {}
  func emitReallocation(_ id: ValueID, _ value: ModelValue) {}
  func emitCopy(_ id: ValueID, _ value: ModelValue) {}
  func emitSet(_ id: ValueID, _ value: ModelValue) {}
  func emitRoutine(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {}

  /// Notes what the shadow memory of the caller's at `address` holds before `new` is stored there; only on the heap if
  /// it may be the function's own.
  func noteOldShadow(at address: Value, before new: Value, onHeap: Bool) {}

  /// The shadow address, or null where the memory has no shadow of its own.
  func ownedShadow(_ pointer: ValueID, _ lane: Int) -> Value {
    let shadow = shadow(pointer)[lane]
    let same = builder.icmp(.eq, shadow, primal(pointer))
    return builder.select(same, shadow.type.zero, shadow)
  }
}

extension Function {
  /// Drops everything that was true of the primal but need not hold for a derivative made from it.
  func cleanAttributes() {
    callingConvention = 0
    let kept: Set<String> = [
      "nounwind", "uwtable", "sspstrong", "target-cpu", "target-features", "tune-cpu", "frame-pointer",
      "no-trapping-math", "min-legal-vector-width", "stack-protector-buffer-size", "denormal-fp-math",
    ]
    for attribute in attributes(at: .function) where !kept.contains(attribute.name) { removeAttribute(attribute.name) }
    for index in parameters.indices {
      for attribute in attributes(at: .parameter(index)) { removeAttribute(attribute.name, at: .parameter(index)) }
    }
    for attribute in attributes(at: .return) { removeAttribute(attribute.name, at: .return) }
  }
}

// Reverse mode: a forward sweep that runs the primal and keeps what the plan says, and a reverse sweep that visits the
// blocks backwards and moves adjoints from results to operands.
//
// Both sweeps stand in one function (`forward` and `reverse` are the same) or in two that share a tape. Every active
// value has an adjoint slot, zero until a use adds to it; the reverse of its definition reads and clears it. The files
// `ReverseEmitter+…` hold the forward sweep, the control flow of the reverse sweep, its values and its instructions.

import DerivativeRules
import LLVM

final class ReverseEmitter: SweepEmitter {
  let plan: ReversePlan
  let reverseFunction: Function
  let isJoint: Bool
  /// Builds the reverse sweep; `builder` builds the forward sweep.
  let reverse: Builder
  var tape: TapeVariables!
  var reverseTape: TapeVariables!
  var frames: [FrameLayout] = []
  var frameOffsets: [Value] = []
  var reverseFrameOffsets: [Value] = []
  var iterations: [Value] = []
  var reverseIterations: [Value] = []
  /// Slots of the root frame when it stays in registers.
  var rootSlots: [Slot: [Value]] = [:]
  var reverseParameters: [Value] = []
  var reverseShadows: [[Value]?] = []
  var adjointSlots: [ValueID: [Value]] = [:]
  /// Where adjoints are taken and cleared.
  var adjointHomes: [ValueID: BasicBlock] = [:]
  /// Values that are used in other loops or iterations than they are defined in.
  var carriedAdjoints: Set<ValueID> = []
  var reverseBlocks: [BasicBlock?] = []
  var dispatchers: [LoopID: Dispatcher] = [:]
  var atHand: [Need: [Value]] = [:]
  /// Copies of arrays that the forward sweep made, by what they hold.
  var keptContents: [Need: Value] = [:]
  var currentBlock: BlockID = 0
  var seeds: [Value] = []
  /// Where the forward sweep goes on, if both sweeps stand in one function.
  private var reverseEntry: BasicBlock!
  private(set) lazy var speculated = Self.speculatedValues(model)
  /// The last instruction of the set-up in the entry block of the forward sweep.
  var setupEnd: Value!
  private var reverseSinks: [Type: Value] = [:]
  /// The adjoints in memory. They lie apart from everything that the primal reads and writes, and from the tape.
  let adjointMemory: AliasScope
  /// Release functions and where their objects wait.
  private var postponed: [(release: Function, waiting: Value)] = []

  init(_ program: ProgramEmitter, _ f: FunctionID, forward: Function, reverse: Function, plan: ReversePlan) {
    self.plan = plan
    reverseFunction = reverse
    isJoint = forward == reverse
    self.reverse = Builder(program.context)
    adjointMemory = AliasScope(in: reverse, name: "adjoints")
    super.init(program, f, into: forward, isForwardMode: false)
  }

  func emit() {
    let rest = copyPrimal()
    if isJoint {
      seeds = rest
      for copy in copies where copy.isLoadOrStore { adjointMemory.exclude(copy) }
    }
    setUpTape(rest)
    setUpFrames()
    emitForwardSweep()
    setUpReverse()
    emitReverseSweep()
    finishReturns()
    adjointMemory.declare(in: reverseFunction)
    promoteVariables()
    releaseOnUnwind()
  }

  /// In large functions variables are in use for short times, which LLVM does not see at once.
  private func promoteVariables() {
    guard model.blocks.count > Self.promotionLimit else { return }
    let adjoints = adjointSlots.sorted { $0.key < $1.key }.flatMap { value, slots in
      slots.map {
        PromotableVariable(
          $0, home: adjointHomes[value], isZeroed: true, isCarried: carriedAdjoints.contains(value))
      }
    }
    let ofLoops = (reverseFrameOffsets + reverseIterations).map { PromotableVariable($0) }
    reverseFunction.promote(adjoints + ofLoops)
    target.promote((frameOffsets + iterations).map { PromotableVariable($0) })
  }

  /// From how many blocks on a function is large.
  private static let promotionLimit = 256

  /// True if this function leaves or finds records on a tape.
  var usesTape: Bool {
    plan.hasInnerRecords[0] || !plan.keepsBodyInRegisters || defersReleases || callsDerivatives
  }

  /// Also where the function does not return, derivatives that it calls take a tape.
  private var callsDerivatives: Bool {
    model.values.contains { value in
      if case .call(.function(let g)) = value.operation { !activity.isInert(g) } else { false }
    }
  }

  /// Memory that the primal releases keeps its shadow until the end; the tape holds the list.
  var defersReleases: Bool {
    model.values.contains { value in
      if case .alloca(let size) = value.operation { return size == nil || value.block != 0 }
      if case .store = value.operation { return leavesForeignShadow(value.operands[0], value.operands[1]) }
      guard case .call(.library(let library)) = value.operation else { return false }
      switch library.effect {
      case .deallocate, .reallocate, .allocate, .resizeArray, .appendToArray, .replaceBuffer: return true
      default: return false
      }
    } || !isJoint
  }

  // MARK: What differs from forward mode

  override func emitDerivativeCall(_ id: ValueID, _ value: ModelValue, _ g: FunctionID) { augmentCall(id, value, g) }
  override func emitReallocation(_ id: ValueID, _ value: ModelValue) { reallocateShadow(id, value) }
  override func emitCopy(_ id: ValueID, _ value: ModelValue) {
    settleVariable(copiedFrom: value.operands[1])
    copyAddresses(id, value)
  }
  override func emitSet(_ id: ValueID, _ value: ModelValue) { setAddresses(id, value) }
  override func emitRoutine(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    keepContents(id, value, routine)
  }

  override func registerShadow(_ shadow: Value) { deferRelease(shadow) }

  override func noteOldShadow(at address: Value, before new: Value, onHeap: Bool) {
    let word = new.type.isPointer ? new : builder.inttoptr(new, support.pointerType)
    builder.call(onHeap ? support.tapeRestoreHeap : support.tapeRestore, [tape.memory, address, word])
  }

  override func emitDeallocation(_ id: ValueID, _ value: ModelValue, _ pointer: ValueID) {
    if activity.isShadowed(f, pointer), copies[id].calledFunction?.name.hasPrefix("swift_") != true {
      let release = support.release(insteadOf: copies[id].calledFunction)
      for lane in lanes { deferRelease(ownedShadow(pointer, lane), by: release) }
    }
    postponeRelease(id)
  }

  override func emitInactive(_ id: ValueID, _ value: ModelValue) { postponeRelease(id) }

  /// The object is released after the reverse sweep, which may read it again.
  private func postponeRelease(_ id: ValueID) {
    guard isJoint, model.blocks[model.values[id].block].reachesReturn,
      let object = Clobbers.postponedRelease(id, in: model)
    else { return }
    let waiting = slot(support.pointerType, "released")
    let entry = Builder(context)
    entry.position(after: waiting)
    entry.store(support.pointerType.zero, waiting)
    builder.store(primal(object), waiting)
    postponed.append((copies[id].calledFunction!, waiting))
    let placeholder = builder.load(support.pointerType, waiting)
    copies[id].erase()
    replaceCopy(id, with: placeholder)
  }

  private func releasePostponed(with builder: Builder) {
    for (release, waiting) in postponed { builder.call(release, [builder.load(support.pointerType, waiting)]) }
  }

  private func releaseOnUnwind() {
    guard isJoint, usesTape || !postponed.isEmpty else { return }
    program.unwinding?.apply(to: target) { builder in
      releasePostponed(with: builder)
      if usesTape { builder.call(support.tapeFinish, [tape.memory]) }
    }
  }

  override func shadowAllocation(_ id: ValueID, _ value: ModelValue, _ size: AllocationSize, _ zeroed: Bool) -> Value {
    let shadow = super.shadowAllocation(id, value, size, zeroed)
    switch size {
    case .swiftObject, .swiftTable: deferRelease(shadow)
    case .swiftBuffer:
      let isShared = builder.icmp(.eq, shadow, copies[id])
      deferRelease(builder.select(isShared, shadow.type.zero, shadow))
    default: break
    }
    return shadow
  }

  /// With two functions the frame of the forward sweep is gone in the reverse sweep, and memory of variable size may be
  /// given back at any time: such shadows live on the heap.
  override func makeShadowAlloca(_ id: ValueID, _ copy: Value, _ elementSize: Int, _ count: Value) -> Value {
    if isJoint, model.values[id].block == 0, count.constantInt != nil {
      return super.makeShadowAlloca(id, copy, elementSize, count)
    }
    let integer = support.integerType(64)
    let size = builder.mul(builder.zextOrTrunc(count, integer), integer.constant(elementSize))
    if copy.alignment > Self.heapAlignment { return makeAlignedShadow(size, copy.alignment) }
    let shadow = builder.call(support.allocateZeroed, [size], name: "shadow")
    deferRelease(shadow)
    return shadow
  }

  /// What the C library's heap gives.
  private static let heapAlignment = 16

  /// Memory for wide vectors, somewhere in a larger block.
  private func makeAlignedShadow(_ size: Value, _ alignment: Int) -> Value {
    let block = builder.call(support.allocateZeroed, [builder.add(size, size.type.constant(alignment))], name: "shadow")
    deferRelease(block)
    let distance = builder.sub(size.type.zero, builder.ptrtoint(block, size.type))
    return builder.ptrAdd(block, builder.and(distance, size.type.constant(alignment - 1)))
  }

  // MARK: Set-up

  private func setUpFrames() {
    frames = plan.frames.enumerated().map { loop, slots in
      loop == 0 && plan.keepsBodyInRegisters ? FrameLayout([], self) : FrameLayout(slots, self)
    }
    let offset = support.integerType(64)
    frameOffsets = model.loops.indices.map { slot(offset, "frame.\($0)") }
    iterations = model.loops.indices.map { slot(offset, "iteration.\($0)") }
    guard plan.keepsBodyInRegisters else { return }
    for item in plan.frames[0] {
      rootSlots[item] = lanes(of: item).map { _ in slot(type(of: item), "kept") }
    }
  }

  func lanes(of item: Slot) -> Range<Int> {
    if case .value(let need) = item, need.channel == .shadow { return lanes }
    return 0..<1
  }

  func type(of item: Slot) -> Type {
    switch item {
    case .value(let need):
      if case .content = need.channel { support.pointerType } else { snapshot.values[need.value].type }
    case .entry: support.integerType(16)
    case .count: support.integerType(64)
    }
  }

  /// True if what is kept is an integer, and no bits of anything else.
  func isCount(_ item: Slot) -> Bool {
    guard case .value(let need) = item else { return true }
    guard need.channel == .primal, type(of: item).integerWidth != nil else { return false }
    return activity.memory.values[model.id][need.value].kinds.values.allSatisfy { $0 == .integer }
  }

  private func setUpTape(_ rest: [Value]) {
    guard usesTape else { return }
    if isJoint {
      let memory = slot(support.tapeType, "tape")
      tape = TapeVariables(self, memory: memory, in: target)
      let entry = Builder(context)
      entry.position(after: tape.lastVariable)
      entry.store(support.tapeType.zero, memory)
      setupEnd = tape.load(with: entry)
    } else {
      tape = TapeVariables(self, memory: rest.last!, in: target)
      let entry = Builder(context)
      entry.position(after: tape.lastVariable)
      setupEnd = tape.load(with: entry)
    }
  }

  private func setUpReverse() {
    if isJoint {
      reverseTape = tape
      reverseParameters = Array(copies[0..<model.argumentCount])
      reverseShadows = Array(shadows[0..<model.argumentCount])
      reverseEntry = target.appendBlock("reverse")
      reverse.position(atEndOf: reverseEntry)
    } else {
      var parameters = reverseFunction.parameters[...]
      for index in model.arguments {
        reverseParameters.append(parameters.removeFirst())
        reverseShadows.append(
          program.hasShadow(f, index, forward: false) ? lanes.map { _ in parameters.removeFirst() } : nil)
      }
      seeds = Array(parameters.dropLast())
      let entry = reverseFunction.appendBlock("reverse")
      reverse.position(atEndOf: entry)
      let begin = reverseFunction.appendBlock("sweep")
      reverse.br(begin)
      reverse.position(atEndOf: begin)
      reverseTape = TapeVariables(self, memory: parameters.last!, in: reverseFunction)
      reverseTape.load(with: reverse)
      reverseFunction.copySafeAttributes(from: target)
    }
    let offset = support.integerType(64)
    reverseFrameOffsets = model.loops.indices.map { reverseSlot(offset, "frame.\($0)") }
    reverseIterations = model.loops.indices.map { reverseSlot(offset, "iteration.\($0)") }
  }

  /// A variable of the reverse sweep.
  func reverseSlot(_ type: Type, _ name: String, zeroed: Bool = false) -> Value {
    let entry = Builder(context)
    entry.position(before: reverseFunction.entry.first!)
    let variable = entry.alloca(type, name: name)
    if zeroed { entry.store(type.zero, variable) }
    return variable
  }

  func reverseSink(_ type: Type) -> Value {
    if let known = reverseSinks[type] { return known }
    let made = reverseSlot(type, "sink", zeroed: true)
    reverseSinks[type] = made
    return made
  }

  // MARK: Returns

  private func finishReturns() {
    for id in model.returns {
      let terminator = copies[id]
      closeFrame(0, before: terminator)
      builder.position(before: terminator)
      if isJoint {
        builder.br(reverseEntry)
      } else {
        tape.store(with: builder)
        returnPrimal()
      }
      terminator.erase()
    }
  }

  private func returnPrimal() {
    let type = target.functionType.returnType
    guard !type.isVoid else {
      builder.retVoid()
      return
    }
    let result = model.returnValue!
    var value = builder.insertValue(type.poison, primal(result), 0)
    if program.resultHasShadow(f, forward: false) {
      for (lane, pointer) in shadow(result).enumerated() { value = builder.insertValue(value, pointer, 1 + lane) }
    }
    builder.ret(value)
  }

  /// Ends the reverse sweep: adjoints of parameters (and the primal result) are returned.
  func returnAdjoints() {
    if isJoint {
      releasePostponed(with: reverse)
      if usesTape {
        tape.store(with: reverse)
        reverse.call(support.tapeFinish, [tape.memory])
      }
    } else {
      reverseTape.store(with: reverse)
    }
    let type = reverseFunction.functionType.returnType
    guard !type.isVoid else {
      reverse.retVoid()
      return
    }
    var value = type.poison
    var index = 0
    if isJoint, model.returnType != .void {
      value = reverse.insertValue(value, primalResultInReverse(), 0)
      index = 1
    }
    for parameter in program.activeParameters(f) {
      for lane in lanes {
        let slot = adjointSlot(parameter)[lane]
        value = reverse.insertValue(value, reverse.load(snapshot.values[parameter].type, slot), index)
        index += 1
      }
    }
    reverse.ret(value)
  }

  /// The primal result, carried over to the end of the reverse sweep.
  private func primalResultInReverse() -> Value {
    let type = snapshot.function.returnType
    let variable = slot(type, "result")
    let after = Builder(context)
    after.position(before: copies[model.returns[0]])
    after.store(primal(model.returnValue!), variable)
    return reverse.load(type, variable)
  }
}

/// Where the slots of one frame lie.
struct FrameLayout {
  private(set) var offsets: [Slot: [Int]] = [:]
  private(set) var size = 0

  init(_ slots: [Slot], _ emitter: ReverseEmitter) {
    let layout = emitter.program.names.types.layout
    let sized = slots.map { ($0, layout.storeSize(of: emitter.type(of: $0))) }
    for (slot, bytes) in sized.sorted(by: { $0.1 > $1.1 }) {
      offsets[slot] = emitter.lanes(of: slot).map { size + $0 * bytes }
      size += bytes * emitter.lanes(of: slot).count
    }
  }
}

/// The tape as local variables of one function, written back to memory around calls.
struct TapeVariables {
  let memory: Value
  let base: Value
  let cursor: Value
  let capacity: Value
  let lastVariable: Value
  private let support: SupportLibrary
  private let integer: Type
  private let pointer: Type

  init(_ emitter: ReverseEmitter, memory: Value, in function: Function) {
    self.memory = memory
    support = emitter.support
    integer = emitter.support.integerType(64)
    pointer = emitter.support.pointerType
    let entry = Builder(emitter.context)
    if memory.isInstruction {
      entry.position(after: memory)
    } else {
      entry.position(before: function.entry.first!)
    }
    base = entry.alloca(pointer, name: "tape.base")
    cursor = entry.alloca(integer, name: "tape.cursor")
    capacity = entry.alloca(integer, name: "tape.capacity")
    lastVariable = capacity
  }

  @discardableResult
  func load(with builder: Builder) -> Value {
    builder.store(builder.load(pointer, memory), base)
    builder.store(support.count(builder.load(integer, builder.ptrAdd(memory, 8))), cursor)
    return builder.store(support.count(builder.load(integer, builder.ptrAdd(memory, 16))), capacity)
  }

  func store(with builder: Builder) {
    builder.store(builder.load(pointer, base), memory)
    support.count(builder.store(builder.load(integer, cursor), builder.ptrAdd(memory, 8)))
    support.count(builder.store(builder.load(integer, capacity), builder.ptrAdd(memory, 16)))
  }

  /// The address at a byte offset.
  func address(_ offset: Value, with builder: Builder) -> Value {
    builder.ptrAdd(builder.load(pointer, base), offset)
  }
}

extension Function {
  func copySafeAttributes(from other: Function) {
    for attribute in other.attributes(at: .function) { addAttribute(attribute) }
  }
}

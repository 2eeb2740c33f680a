// What the forward sweep keeps for the reverse sweep, and what is computed again.
//
// Every loop owns a frame: one record per iteration, with a slot for each value defined directly in that loop which
// the reverse sweep needs and cannot cheaply compute again. Loop-closed SSA makes this complete: a value is used only
// inside the loop that defines it, so its frame is at hand wherever it is needed. The root loop is the function body.
//
// A value is computed again if it follows by cheap operations from parameters, constants, induction variables,
// repeatable loads and kept values. Planning runs in order of definition, so that operands are decided first.

import DerivativeRules

/// How the reverse sweep gets a value.
enum Availability {
  /// A parameter, constant or global: at hand anyway.
  case direct
  case recomputed
  /// An induction variable: start + step · iteration.
  case induction(Induction)
  /// Kept in the frame of the loop that defines it.
  case kept
}

/// A header phi that moves by a fixed step in every iteration.
struct Induction {
  var start: ValueID
  /// The step as an operand, or a constant number of bytes for pointers.
  var step: ValueID?
  var constantStep: Int
  var negate: Bool
}

/// How the reverse sweep learns from which predecessor a block was entered.
enum Entry {
  /// One predecessor, or a loop header.
  case single
  /// Nothing between the dominating block and this one has an adjoint: go there directly.
  case skip(to: BlockID)
  /// The condition of the dominating block tells: for each of its successors the predecessor reached.
  case condition(of: BlockID, predecessors: [BlockID])
  /// The index of the predecessor is kept.
  case kept
}

/// How the reverse sweep learns how often a loop ran.
enum IterationCount {
  case value(ValueID)
  case counted
}

/// One slot of a frame.
enum Slot: Hashable {
  case value(Need)
  case entry(BlockID)
  case count(LoopID)
}

struct ReversePlan {
  var function: FunctionModel
  /// By need; what is missing is not needed.
  var availability: [Need: Availability] = [:]
  var entries: [Entry]
  var counts: [IterationCount]
  /// By loop: nothing inside has an adjoint.
  var inertLoops: [Bool]
  var frames: [[Slot]]
  /// By loop: the iteration leaves other records on the tape behind its own (inner loops, calls).
  var hasInnerRecords: [Bool]
  var arguments = ArgumentNeeds(primal: [], shadow: [])
  /// What is kept outside of loops stays in registers from sweep to sweep, instead of on the tape.
  var keepsBodyInRegisters = false

  /// How many values may stay in registers. The time that register allocation takes grows with the number of values
  /// times the number of blocks that they live through.
  static let registerLimit = 512
}

struct ReversePlanner {
  private let queries: AdjointQueries
  private let activity: ActivityFacts
  private let function: FunctionModel
  private let clobbers: Clobbers
  private let holdsBothSweeps: Bool
  private let argumentNeeds: (FunctionID) -> ArgumentNeeds
  private let immediateDominator: (BlockID) -> BlockID?
  private var plan: ReversePlan
  private var cheap: [Need: Bool] = [:]
  private var inductions: [ValueID: Induction] = [:]
  private var requested: Set<Need> = []

  init(
    _ activity: ActivityFacts, function: FunctionModel, clobbers: Clobbers, holdsBothSweeps: Bool,
    argumentNeeds: @escaping (FunctionID) -> ArgumentNeeds, immediateDominator: @escaping (BlockID) -> BlockID?
  ) {
    self.activity = activity
    self.function = function
    self.clobbers = clobbers
    self.holdsBothSweeps = holdsBothSweeps
    self.argumentNeeds = argumentNeeds
    self.immediateDominator = immediateDominator
    queries = AdjointQueries(activity: activity, function: function)
    plan = ReversePlan(
      function: function, entries: function.blocks.map { _ in .single }, counts: function.loops.map { _ in .counted },
      inertLoops: function.loops.map { _ in true }, frames: function.loops.map { _ in [] },
      hasInnerRecords: function.loops.map { _ in false })
  }

  /// Plans the function. Linear in its size, apart from short searches around branches.
  mutating func makePlan() -> ReversePlan {
    findInductions()
    var needs: [Need] = []
    var busy = function.blocks.map { _ in false }
    for block in function.order where function.blocks[block].reachesReturn {
      for id in function.blocks[block].instructions where queries.hasAdjoint(id) {
        busy[block] = true
        needs += queries.needs(id, argumentNeeds: argumentNeeds)
      }
      if busy[block] { markLoopsBusy(function.blocks[block].loop) }
    }
    planEntries(busy, &needs)
    planCounts(&needs)
    for need in needs.sorted(by: {
      ($0.value, $0.channel.rank) < ($1.value, $1.channel.rank)
    }) {
      decide(need)
    }
    plan.keepsBodyInRegisters = holdsBothSweeps && plan.frames[0].count <= ReversePlan.registerLimit
    findInnerRecords()
    for need in plan.availability.keys where need.value < function.argumentCount {
      switch need.channel {
      case .primal: plan.arguments.primal.insert(need.value)
      case .shadow: plan.arguments.shadow.insert(need.value)
      case .content: break
      }
    }
    return plan
  }

  // MARK: Loops

  private mutating func markLoopsBusy(_ loop: LoopID) {
    var current: LoopID? = loop
    while let id = current, plan.inertLoops[id] {
      plan.inertLoops[id] = false
      current = function.loops[id].parent
    }
  }

  private mutating func planCounts(_ needs: inout [Need]) {
    for (id, loop) in function.loops.enumerated().dropFirst() where !plan.inertLoops[id] {
      if let count = loop.tripCount {
        plan.counts[id] = .value(count)
        needs.append(Need(value: count, channel: .primal))
      } else {
        plan.frames[loop.parent!].append(.count(id))
      }
    }
  }

  private mutating func findInnerRecords() {
    for block in function.order where function.blocks[block].reachesReturn {
      for id in function.blocks[block].instructions {
        if case .call(.function(let g)) = function.values[id].operation, !activity.isInert(g) {
          plan.hasInnerRecords[function.blocks[block].loop] = true
        }
      }
    }
    for id in function.loops.indices.dropFirst().reversed() where !plan.inertLoops[id] {
      if !plan.frames[id].isEmpty || plan.hasInnerRecords[id] {
        plan.hasInnerRecords[function.loops[id].parent!] = true
      }
    }
  }

  private mutating func findInductions() {
    for (id, loop) in function.loops.enumerated().dropFirst() where loop.latch >= 0 {
      for phi in function.blocks[loop.header].instructions {
        guard case .phi(let blocks) = function.values[phi].operation else { break }
        if let found = induction(phi, blocks, loop, id) { inductions[phi] = found }
      }
    }
  }

  private func induction(_ phi: ValueID, _ blocks: [BlockID], _ loop: ModelLoop, _ id: LoopID) -> Induction? {
    let operands = function.values[phi].operands
    guard blocks.count == 2, let back = blocks.firstIndex(of: loop.latch) else { return nil }
    let (start, next) = (operands[1 - back], operands[back])
    let step = function.values[next]
    let type = function.values[phi].type
    switch step.operation {
    case .integerArithmetic(let op) where (op == .add || op == .sub) && type.isInteger:
      guard !type.isAggregate, case .integer = type else { return nil }
      if step.operands[0] == phi, isInvariant(step.operands[1], in: id) {
        return Induction(start: start, step: step.operands[1], constantStep: 0, negate: op == .sub)
      }
      if op == .add, step.operands[1] == phi, isInvariant(step.operands[0], in: id) {
        return Induction(start: start, step: step.operands[0], constantStep: 0, negate: false)
      }
      return nil
    case .gep(let constant, let terms) where step.operands[0] == phi && terms.isEmpty && type == .pointer:
      return Induction(start: start, step: nil, constantStep: constant, negate: false)
    default: return nil
    }
  }

  private func isInvariant(_ value: ValueID, in loop: LoopID) -> Bool {
    !function.isInstruction(value) || !function.loop(function.loop(of: value), isInside: loop)
  }

  // MARK: Control flow

  private mutating func planEntries(_ busy: [Bool], _ needs: inout [Need]) {
    for block in function.order where function.blocks[block].reachesReturn {
      let predecessors = function.blocks[block].predecessors
      let loop = function.blocks[block].loop
      if predecessors.count < 2 || (loop != 0 && function.loops[loop].header == block) { continue }
      if plan.inertLoops[loop] { continue }
      guard let dominator = immediateDominator(block), function.blocks[dominator].loop == loop else {
        keepEntry(block)
        continue
      }
      let hasActivePhi = function.blocks[block].instructions.contains {
        if case .phi = function.values[$0].operation { return queries.hasAdjoint($0) }
        return false
      }
      if !hasActivePhi, isQuiet(from: block, to: dominator, busy) {
        plan.entries[block] = .skip(to: dominator)
      } else if let reached = predecessorBySuccessor(block, dominator),
        let condition = function.blocks[dominator].instructions.last.flatMap({ function.values[$0].operands.first })
      {
        plan.entries[block] = .condition(of: dominator, predecessors: reached)
        needs.append(Need(value: condition, channel: .primal))
      } else {
        keepEntry(block)
      }
    }
  }

  private mutating func keepEntry(_ block: BlockID) {
    plan.entries[block] = .kept
    plan.frames[function.blocks[block].loop].append(.entry(block))
  }

  /// True if no block strictly between `dominator` and `block` has an adjoint.
  private func isQuiet(from block: BlockID, to dominator: BlockID, _ busy: [Bool]) -> Bool {
    var seen: Set<BlockID> = [block, dominator]
    var work = function.blocks[block].predecessors
    while let current = work.popLast() {
      guard seen.insert(current).inserted else { continue }
      if busy[current] || seen.count > 256 { return false }
      work += function.blocks[current].predecessors
    }
    return true
  }

  /// For each successor of `dominator` the one predecessor through which `block` is entered then; nil if not unique.
  private func predecessorBySuccessor(_ block: BlockID, _ dominator: BlockID) -> [BlockID]? {
    var result: [BlockID] = []
    for successor in function.blocks[dominator].successors {
      var entered: Set<BlockID> = []
      var seen: Set<BlockID> = []
      var work: [BlockID] = []
      if successor == block { entered.insert(dominator) } else { work = [successor] }
      while let current = work.popLast() {
        guard seen.insert(current).inserted, function.blocks[current].reachesReturn else { continue }
        if seen.count > 64 { return nil }
        for next in function.blocks[current].successors {
          if next == block { entered.insert(current) } else if next != dominator { work.append(next) }
        }
      }
      // A successor that never returns cannot have been taken.
      guard entered.count == 1 || !function.blocks[successor].reachesReturn else { return nil }
      result.append(entered.first ?? -1)
    }
    return result
  }

  // MARK: Values

  private mutating func decide(_ original: Need) {
    let need = normalized(original)
    if plan.availability[need] != nil { return }
    if isDirect(need) {
      plan.availability[need] = .direct
    } else if case .content(let content) = need.channel, let address = unchangedArray(need.value, content) {
      plan.availability[need] = .recomputed
      decide(address)
    } else if let induction = inductions[need.value], canInduce(induction, need) {
      plan.availability[need] = .induction(induction)
      for operand in inductionOperands(induction, need) { decide(operand) }
    } else if canRecompute(need) {
      plan.availability[need] = .recomputed
      for operand in operandsToRecompute(need) ?? [] { decide(operand) }
    } else {
      plan.availability[need] = .kept
      plan.frames[function.loop(of: need.value)].append(.value(need))
    }
  }

  /// The array of a call of linear algebra, if its content can be read again in the reverse sweep.
  private func unchangedArray(_ call: ValueID, _ content: ArrayContent) -> Need? {
    guard case .call(.library(let library)) = function.values[call].operation,
      case .linearAlgebra(let routine) = library.effect
    else { return nil }
    let operand = routine.array(content.name)
    let array = function.values[call].operands[operand.index]
    // What is read may also be what is written on level 1 only: the others forbid it.
    let mayBeWritten = !content.isAfter && (operand.access != .read || routine.routine.allowsAliases)
    let isThere = clobbers.isUnchanged(array, since: call, isBefore: mayBeWritten)
    return isThere ? Need(value: array, channel: .primal) : nil
  }

  /// The shadow of a value without shadow is the value itself.
  func normalized(_ need: Need) -> Need {
    if need.channel == .shadow && !activity.needsShadow(function.id, need.value) {
      return Need(value: need.value, channel: .primal)
    }
    return need
  }

  private func isDirect(_ need: Need) -> Bool { !function.isInstruction(need.value) }

  /// True if the value costs nothing in the loop that defines it: it follows from what is at hand, or it belongs to an
  /// enclosing loop, where keeping it costs one slot per outer iteration at most.
  private mutating func isCheap(_ original: Need, in loop: LoopID) -> Bool {
    let need = normalized(original)
    if isDirect(need) || plan.availability[need] != nil || function.loop(of: need.value) != loop { return true }
    // Outside all loops a kept value is a register of the function that holds both sweeps.
    if holdsBothSweeps && loop == 0 { return true }
    if let known = cheap[need] { return known }
    cheap[need] = false
    let result: Bool
    if let induction = inductions[need.value] {
      result = inductionOperands(induction, need).allSatisfy { isCheap($0, in: loop) }
    } else if let operands = operandsToRecompute(need) {
      result = operands.allSatisfy { isCheap($0, in: loop) }
    } else {
      result = false
    }
    cheap[need] = result
    return result
  }

  /// True if the operation can be done again from cheap operands.
  private mutating func canRecompute(_ need: Need) -> Bool {
    let loop = function.loop(of: need.value)
    if holdsBothSweeps && loop == 0 { return false }
    return operandsToRecompute(need)?.allSatisfy { isCheap($0, in: loop) } ?? false
  }

  private mutating func canInduce(_ induction: Induction, _ need: Need) -> Bool {
    let loop = function.loop(of: need.value)
    return inductionOperands(induction, need).allSatisfy { isCheap($0, in: loop) }
  }

  func inductionOperands(_ induction: Induction, _ need: Need) -> [Need] {
    [Need(value: induction.start, channel: need.channel)]
      + (induction.step.map { [Need(value: $0, channel: .primal)] } ?? [])
  }

  /// What the operation needs to be done again; nil if it cannot or should not be.
  private func operandsToRecompute(_ need: Need) -> [Need]? {
    let value = function.values[need.value]
    let operands = value.operands
    func all(_ channel: Channel) -> [Need] { operands.map { Need(value: $0, channel: channel) } }
    switch value.operation {
    case .gep:
      return [Need(value: operands[0], channel: need.channel)]
        + operands.dropFirst().map { Need(value: $0, channel: .primal) }
    case .bitcast, .truncate, .zeroExtend, .signExtend, .pointerToInteger, .integerToPointer, .extractValue,
      .insertValue:
      return all(need.channel)
    case .integerArithmetic(let op):
      if op == .other && need.channel == .shadow { return nil }
      return all(need.channel)
    case .select:
      return [Need(value: operands[0], channel: .primal)]
        + operands.dropFirst().map { Need(value: $0, channel: need.channel) }
    case .compare, .numericConversion, .extractElement, .insertElement, .shuffle:
      return need.channel == .primal ? all(.primal) : nil
    case .rule(let rule):
      return ["fadd", "fsub", "fmul", "fneg", "fma", "fmuladd", "fpext", "fptrunc", "fabs"].contains(rule.name)
        ? all(.primal) : nil
    case .load:
      if need.channel == .shadow && queries.loadsForeignWord(need.value) { return nil }
      return clobbers.isRepeatable(need.value) ? [Need(value: operands[0], channel: need.channel)] : nil
    case .call(.library(let library)):
      if case .returnsOperand(let index) = library.effect {
        return [Need(value: operands[index], channel: need.channel)]
      }
      return need.channel == .primal && library.isPure ? all(.primal) : nil
    default: return nil
    }
  }
}

extension LibraryFunction {
  /// True for intrinsics whose result follows from the operands alone.
  var isPure: Bool {
    let families = [
      "llvm.smax", "llvm.smin", "llvm.umax", "llvm.umin", "llvm.abs", "llvm.sadd", "llvm.uadd", "llvm.ssub",
      "llvm.usub",
      "llvm.smul", "llvm.umul", "llvm.ctpop", "llvm.ctlz", "llvm.cttz", "llvm.bswap", "llvm.fshl", "llvm.fshr",
      "llvm.scmp", "llvm.ucmp", "llvm.is.fpclass",
    ]
    return effect == .inactive && families.contains { name.hasPrefix($0) }
  }
}

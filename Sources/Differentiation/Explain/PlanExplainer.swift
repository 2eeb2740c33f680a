// Puts a plan into words, with places in the source.

import DerivativeRules
import LLVM

struct PlanExplainer {
  private let plan: ReversePlan
  private let activity: ActivityFacts
  private let snapshot: SnapshotFunction
  private let layout: DataLayout
  private let width: Int
  private let keepsBodyInRegisters: Bool

  init(
    _ plan: ReversePlan, _ activity: ActivityFacts, _ snapshot: SnapshotFunction, layout: DataLayout, width: Int,
    keepsBodyInRegisters: Bool
  ) {
    self.plan = plan
    self.activity = activity
    self.snapshot = snapshot
    self.layout = layout
    self.width = width
    self.keepsBodyInRegisters = keepsBodyInRegisters
  }

  private var function: FunctionModel { plan.function }

  func explain() -> FunctionExplanation {
    FunctionExplanation(
      name: demangled(function.name), place: SourcePlace(snapshot.function.subprogram),
      parameters: function.arguments.map { parameter($0) }, keepsBodyInRegisters: keepsBodyInRegisters,
      body: explain(loop: 0))
  }

  private func parameter(_ index: Int) -> ParameterExplanation {
    let name = snapshot.function.parameter(index).name
    var role = ParameterExplanation.Role.constant
    if activity.isActive(function.id, index) { role = .active }
    if activity.needsShadow(function.id, index) { role = .shadowed }
    return ParameterExplanation(name: name.isEmpty ? "argument \(index + 1)" : name, role: role)
  }

  // MARK: Loops

  private func explain(loop: LoopID) -> LoopExplanation {
    var result = LoopExplanation(place: loop == 0 ? nil : place(ofLoop: loop), count: count(loop))
    result.inner = children(of: loop).map { explain(loop: $0) }
    if loop != 0 && plan.inertLoops[loop] {
      result.isSkipped = true
      return result
    }
    result.kept = plan.frames[loop].map { keptValue($0) }
    result.branches = branches(in: loop)
    if loop != 0 || !keepsBodyInRegisters {
      result.bytesPerIteration = result.kept.reduce(0) { $0 + $1.bytes }
      if result.bytesPerIteration > 0 && plan.hasInnerRecords[loop] { result.bytesPerIteration += 8 }
    }
    for (_, availability) in plan.needs(in: loop) {
      switch availability {
      case .recomputed: result.recomputed += 1
      case .induction: result.inductions += 1
      case .direct, .kept: break
      }
    }
    return result
  }

  private func children(of loop: LoopID) -> [LoopID] {
    function.loops[loop].children.sorted { position($0) < position($1) }
  }

  private func position(_ loop: LoopID) -> Int { function.order.firstIndex(of: function.loops[loop].header) ?? 0 }

  private func count(_ loop: LoopID) -> LoopExplanation.Count {
    if loop == 0 { return .once }
    if case .value = plan.counts[loop] { return .known }
    return .counted
  }

  private func branches(in loop: LoopID) -> [BranchExplanation] {
    function.order.filter { function.blocks[$0].loop == loop }.compactMap { block in
      switch plan.entries[block] {
      case .single, .skip: nil
      case .kept: BranchExplanation(method: .kept, place: placeOfBranch(to: block))
      case .condition(let dominator, _): BranchExplanation(method: .condition, place: place(ofEnd: dominator))
      }
    }
  }

  // MARK: What is kept

  private func keptValue(_ slot: Slot) -> KeptValue {
    switch slot {
    case .value(let need):
      if case .content(let content) = need.channel { return keptArray(content, need.value) }
      let type = snapshot.values[need.value].type
      let isShadow = need.channel == .shadow
      return KeptValue(
        what: (isShadow ? "the shadow of " : "") + what(need.value),
        type: function.values[need.value].type.description,
        bytes: layout.storeSize(of: type) * (isShadow ? width : 1), reason: reason(need.value),
        place: place(need.value))
    case .entry(let block):
      return KeptValue(
        what: "which path was taken", type: "i16", bytes: 2, reason: "no condition at hand tells it",
        place: placeOfBranch(to: block))
    case .count(let loop):
      return KeptValue(
        what: "how often the loop ran", type: "i64", bytes: 8, reason: "it is not known before the loop starts",
        place: place(ofLoop: loop))
    }
  }

  private func keptArray(_ content: ArrayContent, _ call: ValueID) -> KeptValue {
    KeptValue(
      what: "the address of a copy of '\(content.name)'", type: "ptr", bytes: 8,
      reason: "the array may be changed before the reverse sweep", place: place(call), isCopy: true)
  }

  private func what(_ id: ValueID) -> String {
    let value = function.values[id]
    switch value.operation {
    case .load: return value.type.isPointer ? "an address read from memory" : "a number read from memory"
    case .phi:
      return isHeaderPhi(id) ? "a value carried from iteration to iteration" : "a value chosen by the path taken"
    case .rule(let rule): return "a result of '\(rule.name)'"
    case .call(.function(let g)): return "a result of '\(demangled(activity.program.functions[g].name))'"
    case .call(.library(let library)):
      if case .allocate = library.effect { return "memory made here" }
      return "a result of '\(library.name)'"
    case .alloca: return "memory made here"
    case .gep: return "an address"
    case .compare: return "a condition"
    default: return "a result"
    }
  }

  private func reason(_ id: ValueID) -> String {
    switch function.values[id].operation {
    case .load: return "the memory may be changed before the reverse sweep"
    case .phi: return isHeaderPhi(id) ? "every iteration has another" : "the path would have to be followed again"
    case .call, .alloca: return "it cannot be done again"
    default:
      return keepsBodyInRegisters && function.loop(of: id) == 0
        ? "it is there already" : "computing it again would cost more"
    }
  }

  private func isHeaderPhi(_ id: ValueID) -> Bool {
    let block = function.values[id].block
    let loop = function.blocks[block].loop
    return loop != 0 && function.loops[loop].header == block
  }

  // MARK: Places

  private func place(_ id: ValueID) -> SourcePlace? {
    if let own = SourcePlace(snapshot.values[id].debugLocation) { return own }
    let block = function.blocks[function.values[id].block]
    return (id..<block.instructions.upperBound).lazy.compactMap { SourcePlace(snapshot.values[$0].debugLocation) }.first
  }

  private func place(ofEnd block: BlockID) -> SourcePlace? {
    function.blocks[block].instructions.last.flatMap { SourcePlace(snapshot.values[$0].debugLocation) }
  }

  private func place(ofLoop loop: LoopID) -> SourcePlace? {
    let info = function.loops[loop]
    let ends = [info.latch, info.header, info.preheader].filter { $0 >= 0 }
    return ends.lazy.compactMap { place(ofEnd: $0) }.first
  }

  /// Where the paths that join in a block part.
  private func placeOfBranch(to block: BlockID) -> SourcePlace? {
    let places = function.blocks[block].predecessors.compactMap { place(ofEnd: $0) }
    return places.min { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

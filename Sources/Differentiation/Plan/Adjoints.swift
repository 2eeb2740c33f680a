// What the reverse sweep does for each instruction, and which values it must have at hand for that.
//
// `Plan` asks here what is needed, `Emit` generates the same steps: the two must agree.

import DerivativeRules

/// Which of a value's incarnations is meant.
enum Channel: Hashable {
  case primal, shadow
  /// For a call of linear algebra: the address of what an array of it held.
  case content(ArrayContent)

  /// Orders needs of one value.
  var rank: String {
    switch self {
    case .primal: "0"
    case .shadow: "1"
    case .content(let content): "2\(content.isAfter)\(content.name)"
    }
  }
}

/// A value that the reverse sweep uses.
struct Need: Hashable {
  var value: ValueID
  var channel: Channel
}

/// What stands behind a byte range in memory, for copies and untyped accesses.
struct MemorySegment: Hashable {
  var offset: Int
  var size: Int
  var kind: MemoryKind
  /// The bytes hold a double at some times and an address at others, as the payload of an enum does.
  var mayBeAddress = false
  /// Nobody but the copy touches the bytes: see `UntypedParts`.
  var isUntyped = false
  /// The bytes hold a double or an address at some times, and floats at others: see `WordKinds`.
  var isMixed = false

  /// True if addresses have to follow the primal there.
  var holdsAddress: Bool { kind == .pointer || mayBeAddress && !isUntyped }
}

/// Questions about one function that planning and emission share.
struct AdjointQueries {
  let activity: ActivityFacts
  let function: FunctionModel

  private var f: FunctionID { function.id }

  func isActive(_ value: ValueID) -> Bool { activity.isActive(f, value) }

  /// True if the instruction does something in the reverse sweep.
  func hasAdjoint(_ id: ValueID) -> Bool {
    let value = function.values[id]
    switch value.operation {
    case .store:
      return activity.holdsActive(f, value.operands[1])
        && (storeMayHoldNumbers(id) || isBlindStore(id) || isAmbiguous(id))
    case .call(.function(let g)): return !activity.isInert(g)
    case .call(.library(let library)):
      switch library.effect {
      case .copyMemory, .setMemory: return activity.holdsActive(f, value.operands[0])
      case .reallocate: return activity.holdsActive(f, id)
      case .linearAlgebra(let routine): return activity.hasActiveResult(f, id, routine)
      default: return false
      }
    case .ret, .branch: return false
    default: return isActive(id) && function.isInstruction(id)
    }
  }

  /// False if the stored value is known to be no number.
  func storeMayHoldNumbers(_ id: ValueID) -> Bool {
    let value = function.values[id]
    if value.accessType == .pointer { return false }
    return storedKinds(id).contains { $0.kinds.hasFloat } || value.accessType.leaves().contains { $0.type.isFloat }
  }

  /// True for an integer stored to memory of the caller about which nothing is known: there may be a number.
  func isBlindStore(_ id: ValueID) -> Bool {
    let value = function.values[id]
    guard value.accessType.isInteger, storedKinds(id).isEmpty,
      let fact = activity.memory.target(f, value.operands[1])
    else { return false }
    return activity.memory.graph.flags(fact.node).contains(.external)
  }

  /// For integer parts of a store or load: what memory there holds, by offset.
  func storedKinds(_ id: ValueID) -> [(offset: Int, kinds: KindSet)] {
    guard let fact = activity.memory.target(f, accessedAddress(id)) else { return [] }
    return activity.memory.graph.layout(at: fact, size: function.values[id].accessType.size)
  }

  /// The address of a load or store.
  func accessedAddress(_ id: ValueID) -> ValueID {
    let value = function.values[id]
    if case .store = value.operation { return value.operands[1] }
    return value.operands[0]
  }

  /// The values the reverse sweep needs for the instruction `id`.
  func needs(_ id: ValueID, argumentNeeds: (FunctionID) -> ArgumentNeeds) -> [Need] {
    guard hasAdjoint(id) else { return [] }
    let value = function.values[id]
    let operands = value.operands
    switch value.operation {
    case .rule(let rule):
      var needed: Set<Need> = []
      for (index, partial) in rule.partials.enumerated() {
        guard let partial, index < operands.count, isActive(operands[index]) else { continue }
        for used in partial.usedOperands { needed.insert(Need(value: operands[used], channel: .primal)) }
        if partial.usesResult { needed.insert(Need(value: id, channel: .primal)) }
      }
      return Array(needed)
    case .load: return addressNeeds(operands[0])
    case .store:
      let tellsKind = isAmbiguous(id) && activity.needsShadow(f, operands[0]) && value.accessType.isInteger
      return addressNeeds(operands[1]) + (tellsKind ? [Need(value: operands[0], channel: .shadow)] : [])
    case .select: return [Need(value: operands[0], channel: .primal)]
    case .extractElement: return [Need(value: operands[1], channel: .primal)]
    case .insertElement: return [Need(value: operands[2], channel: .primal)]
    case .call(.function(let g)): return callNeeds(g, operands, argumentNeeds(g))
    case .call(.library(let library)):
      switch library.effect {
      case .copyMemory:
        var needed = addressNeeds(operands[0]) + [Need(value: operands[2], channel: .primal)]
        if activity.holdsActive(f, operands[1]) { needed += addressNeeds(operands[1]) }
        return needed
      case .setMemory: return addressNeeds(operands[0]) + [Need(value: operands[2], channel: .primal)]
      case .reallocate:
        return [
          Need(value: operands[0], channel: .shadow), Need(value: id, channel: .shadow),
          Need(value: operands[1], channel: .primal),
        ]
      case .linearAlgebra(let routine): return routineNeeds(id, routine)
      default: return []
      }
    default: return []
    }
  }

  /// The shadow address, and the primal one where both must be compared.
  private func addressNeeds(_ pointer: ValueID) -> [Need] {
    var needed = [Need(value: pointer, channel: .shadow)]
    if activity.isMixed(f, pointer) { needed.append(Need(value: pointer, channel: .primal)) }
    return needed
  }

  private func routineNeeds(_ id: ValueID, _ routine: LinearAlgebraFunction) -> [Need] {
    let operands = function.values[id].operands
    let active = activity.activeArguments(f, id, routine)
    var needed = routine.routine.reverseReads(active: active).map { Need(value: id, channel: .content($0)) }
    if routine.routine.equation == .norm { needed.append(Need(value: id, channel: .primal)) }
    for (index, kind) in routine.operands.enumerated() {
      if case .array = kind { continue }
      needed.append(Need(value: operands[index], channel: .primal))
    }
    for array in routine.arrays where active.contains(array.name) { needed += addressNeeds(operands[array.index]) }
    return needed
  }

  private func callNeeds(_ g: FunctionID, _ operands: [ValueID], _ wanted: ArgumentNeeds) -> [Need] {
    var needed: [Need] = []
    for (index, operand) in operands.prefix(activity.program.functions[g].argumentCount).enumerated() {
      if wanted.primal.contains(index) { needed.append(Need(value: operand, channel: .primal)) }
      if wanted.shadow.contains(index) { needed.append(Need(value: operand, channel: .shadow)) }
    }
    return needed
  }
}

/// Which parameters the reverse derivative of a function reads.
struct ArgumentNeeds {
  var primal: Set<Int>
  var shadow: Set<Int>

  static func all(_ count: Int) -> ArgumentNeeds { ArgumentNeeds(primal: Set(0..<count), shadow: Set(0..<count)) }
}

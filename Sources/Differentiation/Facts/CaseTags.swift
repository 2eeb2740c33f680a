// Tags of the cases of enums in the unused bits of addresses.
//
// In forward mode shadows of Swift objects are objects, and the runtime releases what they refer to: it looks at the tags
// for that. A tag is put into a word as a constant integer, just as a constant number would be, whose tangent is zero.
// Swift uses the highest four bits for tags, and for no case at all the highest eight with the lowest three. As numbers such
// constants are 2, -2, or nothing that anybody writes. What is 2 or -2 is a tag where others stand beside it.

struct CaseTags {
  enum Verdict { case no, perhaps, yes }

  let activity: ActivityFacts
  let function: FunctionModel

  /// Whether the upper half of a constant word is a tag, for all that the constant says.
  static func verdict(_ word: UInt64) -> Verdict {
    if word & 0x00ff_ffff_ffff_fff8 == 0, word & 7 != 0, word >> 56 != 0 { return .yes }
    let upper = word >> 32
    // Below the tag there may be a small integer and flags.
    guard upper >> 28 != 0, upper & 0x0ffe_fe00 == 0 else { return .no }
    switch upper >> 28 {
    case 0x4, 0xc: return .perhaps
    case 0x3, 0xb: return upper & 0x0fff_ffff == 0 ? .yes : .no
    default: return .yes
    }
  }

  /// Whether the upper half of a constant that goes into `result` is a tag.
  func verdict(_ word: UInt64, in result: ValueID) -> Verdict {
    let verdict = Self.verdict(word)
    return verdict == .perhaps && hasTags(result) ? .yes : verdict
  }

  /// True if tags stand in what `result` is chosen from, or in what is chosen from it.
  private func hasTags(_ result: ValueID) -> Bool {
    var seen: Set<ValueID> = [result]
    var work = [result]
    while let id = work.popLast(), seen.count < 64 {
      guard function.isInstruction(id) else { continue }
      let value = function.values[id]
      var next: [ValueID] = []
      switch value.operation {
      case .phi, .freeze: next = value.operands
      case .select: next = Array(value.operands.dropFirst())
      case .integerArithmetic(.or):
        let constants = value.operands.compactMap { function.word($0) }
        if constants.contains(where: { Self.verdict($0) == .yes }) { return true }
        if constants.contains(where: { Self.verdict($0) == .perhaps }), value.operands.contains(where: isAddress) {
          return true
        }
      default: break
      }
      if next.contains(where: { function.word($0).map(Self.verdict) == .yes }) { return true }
      next += function.users[id].map(\.user).filter { isChoice($0) }
      work += next.filter { seen.insert($0).inserted }
    }
    return false
  }

  private func isChoice(_ id: ValueID) -> Bool {
    switch function.values[id].operation {
    case .phi, .select: true
    default: false
    }
  }

  private func isAddress(_ id: ValueID) -> Bool {
    if case .pointerToInteger = function.values[id].operation { return true }
    return false
  }

  // MARK: What is left open

  /// True if a constant may be a tag or a number, and neither can be shown.
  func leavesOpen() -> Bool {
    function.order.contains { block in
      function.blocks[block].instructions.contains { id in
        function.values[id].operands.indices.contains { leavesOpen($0, of: id) }
      }
    }
  }

  private func leavesOpen(_ index: Int, of id: ValueID) -> Bool {
    let value = function.values[id]
    guard let word = function.word(value.operands[index]), Self.verdict(word) == .perhaps else { return false }
    let queries = AdjointQueries(activity: activity, function: function)
    let kinds: [(offset: Int, kinds: KindSet)]
    switch value.operation {
    case .store where index == 0: kinds = queries.storedKinds(id)
    case .call(.function(let callee)): kinds = activity.memory.values[callee][index].kinds.map { ($0.key, $0.value) }
    case .phi, .select, .insertValue, .insertElement, .freeze, .ret, .integerArithmetic(.or):
      kinds = activity.memory.values[function.id][id].kinds.map { ($0.key, $0.value) }
    default: return false
    }
    return kinds.contains { $0.kinds.hasFloat } && verdict(word, in: id) == .perhaps
  }

  /// True if the function looks at tags.
  func readsTags() -> Bool {
    function.order.contains { block in
      function.blocks[block].instructions.contains { id in
        let value = function.values[id]
        guard value.operands.count == 2, let word = function.word(value.operands[1]) else { return false }
        switch value.operation {
        case .integerArithmetic(.shiftRight): return word >= 56
        case .integerArithmetic(.and), .compare: return Self.verdict(word) != .no
        default: return false
        }
      }
    }
  }
}

extension FunctionModel {
  /// The bits of a constant of 64 bits.
  fileprivate func word(_ id: ValueID) -> UInt64? {
    guard case .constant(.integer(let bits)) = values[id].operation, values[id].type == .integer(bits: 64) else {
      return nil
    }
    return UInt64(bitPattern: bits)
  }
}

extension ActivityFacts {
  /// True if words that may be numbers or addresses can be reached through pointers inside the value.
  func reachesMixedWords(_ f: FunctionID, _ value: ValueID) -> Bool {
    var work = memory.targets(f, value)
    var seen = Set(work)
    while let node = work.popLast() {
      let cells = memory.graph.nodes[node].cells.values
      if cells.contains(where: { $0.kinds.hasFloat && ($0.kinds.contains(.pointer) || $0.pointee != nil) }) {
        return true
      }
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
    return false
  }
}

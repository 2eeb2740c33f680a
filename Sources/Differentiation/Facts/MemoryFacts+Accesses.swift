// Loads and stores: what passes between a value and memory, and what one of them tells about the other.

extension MemoryFacts {
  /// The load or store `access` between `value` and memory.
  mutating func exchangeMemory(
    _ f: FunctionID, _ value: ValueID, _ access: ModelValue, address: ValueID, store: ValueID?
  ) {
    let writes = store != nil
    let (type, hint) = (access.accessType, access.typeHint)
    guard let base = addressFact(f, address) else { return }
    if writes { graph.mark(base.node, .written) }
    if isTextLoad(f, value), store == nil { return addKinds(f, value, 0, .integer) }
    if access.isCount {
      graph.claim(.integer, at: base)
      if !isConstant(f, value) { addKinds(f, value, 0, .integer) }
      return
    }
    if let hint, !type.isAggregate {
      // An integer that is stored as a number is one, whatever was computed with it.
      if writes, case .float(let format) = hint, case .integer(let bits) = type, bits == 8 * format.size,
        !isConstant(f, value)
      {
        addKinds(f, value, 0, .float(format))
      }
      // Several pointers at once, as vectorisers load them, have the hint of one.
      let step = hint == .pointer ? 8 : max(type.size, 1)
      for offset in stride(from: 0, to: max(type.size, 1), by: step) {
        graph.claim(KindSet(hint), at: base.at(base.place.advanced(by: offset)))
      }
    }
    for leaf in type.leaves() {
      let fact = base.at(base.place.advanced(by: leaf.offset))
      switch leaf.type {
      case .float(let format): graph.claim(.float(format), at: fact)
      case .pointer:
        graph.claim(access.isTentative ? [.pointer, .tentative] : .pointer, at: fact)
        exchangePointer(f, value, leaf.offset, fact, writes: writes, mustExist: true)
      case .integer(let bits):
        if bits < 8 { graph.claim(.integer, at: fact) }
        if hint == .integer, graph.isDeclaredInteger(at: fact, size: leaf.type.size),
          leaf.type.size < 8 || !becomesAddress(f, value)
        {
          if !isConstant(f, value) { addKinds(f, value, leaf.offset, .integer) }
          break
        }
        for part in stride(from: 0, to: leaf.type.size - 7, by: 8) {
          let partFact = fact.at(fact.place.advanced(by: part))
          exchangePointer(f, value, leaf.offset + part, partFact, writes: writes, mustExist: false)
          claimAddress(f, value, leaf.offset + part, partFact, writes: writes)
        }
        exchangeKinds(f, value, leaf.offset, fact, size: leaf.type.size, store: store)
      default: break
      }
    }
  }

  /// True for an integer that is made an address again, perhaps after some bits of it have changed.
  private func becomesAddress(_ f: FunctionID, _ value: ValueID) -> Bool {
    let function = program.functions[f]
    var seen: Set<ValueID> = [value]
    var work = [value]
    while let next = work.popLast() {
      for (user, _) in function.users[next] where !seen.contains(user) {
        switch function.values[user].operation {
        case .integerToPointer: return true
        case .integerArithmetic, .phi, .select, .freeze:
          seen.insert(user)
          work.append(user)
        default: break
        }
      }
    }
    return false
  }

  /// A word that is a number here and an address there makes its memory both. That it is a number may be known from less
  /// exact places only.
  private mutating func claimAddress(
    _ f: FunctionID, _ value: ValueID, _ offset: Int, _ fact: PointerFact, writes: Bool
  ) {
    guard writes, values[f][value].pointers[offset] != nil,
      values[f][value].kinds[offset]?.contains(.float(.double)) == true
    else { return }
    graph.claim([.pointer, .tentative], at: fact)
  }

  mutating func addressFact(_ f: FunctionID, _ address: ValueID) -> PointerFact? {
    if let known = values[f][address].pointers[0] { return known }
    guard inventsObjects, !isConstant(f, address) else { return nil }
    let fresh = PointerFact(node: graph.makeNode(), place: .start)
    setPointer(f, address, 0, fresh)
    return fresh
  }

  mutating func exchangePointer(
    _ f: FunctionID, _ value: ValueID, _ offset: Int, _ fact: PointerFact, writes: Bool, mustExist: Bool
  ) {
    let mine = values[f][value].pointers[offset]
    if isConstant(f, value) {
      if let mine { graph.store(mine, at: fact) }
      return
    }
    if mine == nil && !(mustExist && inventsObjects) && graph.knownPointee(at: fact) == nil {
      guard !writes, isAddress(f, value, offset), graph.mayHoldPointer(at: fact) else { return }
    }
    if writes, let mine {
      graph.store(mine, at: fact)
    } else {
      let target = writes ? graph.pointee(at: fact) : graph.readPointee(at: fact)
      setPointer(f, value, offset, target)
      if let mine, !writes, graph.find(mine.node) != graph.find(target.node) { graph.unify(mine.node, target.node) }
    }
  }

  /// True for eight bytes that are known as an address and nothing else. They may be read from a less exact place than
  /// those where addresses were stored, as by a loop over an array that was filled element by element.
  private func isAddress(_ f: FunctionID, _ value: ValueID, _ offset: Int) -> Bool {
    values[f][value].kinds[offset]?.subtracting(.tentative) == .pointer
  }

  mutating func exchangeKinds(
    _ f: FunctionID, _ value: ValueID, _ offset: Int, _ fact: PointerFact, size: Int, store: ValueID?
  ) {
    let range = offset..<offset + size
    if !isConstant(f, value) {
      let isMoved = store != nil && (isMovedInteger(f, value, range) || mayBeNumber(f, value, range))
      for (position, kinds) in graph.layout(at: fact, size: size) {
        if let store, !isMoved, isKnown(f, value, range, offset + position, kinds, besides: store) { continue }
        if let store { learned[f][store, default: [:]][offset + position, default: []].formUnion(kinds) }
        addKinds(f, value, offset + position, kinds)
      }
    }
    for (position, kinds) in values[f][value].kinds where range.contains(position) {
      let place = fact.place.advanced(by: position - offset)
      let heard = store.flatMap { learned[f][$0]?[position] } ?? []
      var own = kinds.subtracting(heard).subtracting(.partOfFloat)
      // What is moved only, and known as a number by where it goes, may have the rest of what it is said to be from
      // other places where it goes.
      if !own.isEmpty, heard.hasFloat { own.insert(.tentative) }
      // An integer that holds an address here may hold a constant number there.
      if own == .pointer, store != nil { own.insert(.tentative) }
      // A number that is only counted with or compared tells nothing that its memory did not tell.
      if store == nil, isOnlyInteger(f, value) { own.formIntersection(.integer) }
      graph.claim(own, at: fact.at(place))
    }
  }

  /// True for bits that are only moved from one memory to another, of which nothing better than "integer" is known: that
  /// may be true at some times only, as of the payload of an enum.
  private func isMovedInteger(_ f: FunctionID, _ value: ValueID, _ range: Range<Int>) -> Bool {
    let kinds = values[f][value].kinds
    guard kinds.allSatisfy({ !range.contains($0.key) || $0.value == .integer }) else { return false }
    let definition = program.functions[f].values[value]
    switch definition.operation {
    case .load where isTextLoad(f, value): return false
    case .load, .argument, .extractValue: return definition.type.size >= 8
    case .phi, .select:
      return definition.operands.contains {
        if case .load = program.functions[f].values[$0].operation { return true }
        return false
      }
    default: return false
    }
  }

  /// True for a word that is known to be an address, but may have been chosen from others, among them constant numbers.
  private func mayBeNumber(_ f: FunctionID, _ value: ValueID, _ range: Range<Int>) -> Bool {
    guard range.count == 8, values[f][value].kinds[range.lowerBound] == .pointer else { return false }
    let definition = program.functions[f].values[value]
    switch definition.operation {
    case .argument, .extractValue, .call: return true
    case .phi, .select: return definition.operands.contains { isNumberLike(f, $0) }
    default: return false
    }
  }

  private func isNumberLike(_ f: FunctionID, _ value: ValueID) -> Bool {
    guard case .constant(.integer(let bits)) = program.functions[f].values[value].operation else { return false }
    return bits.magnitude >> 48 != 0
  }

  /// True for some bytes of constant text, taken as an integer.
  private func isTextLoad(_ f: FunctionID, _ value: ValueID) -> Bool {
    let definition = program.functions[f].values[value]
    guard case .load = definition.operation, definition.type.isInteger,
      let address = values[f][definition.operands[0]].pointers[0]
    else { return false }
    return graph.isText(address)
  }

  /// True for the result of a load that nothing could take for a part of a number or for an address.
  private func isOnlyInteger(_ f: FunctionID, _ value: ValueID) -> Bool {
    let function = program.functions[f]
    return function.users[value].allSatisfy { user, _ in
      switch function.values[user].operation {
      case .compare, .gep, .numericConversion, .branch: true
      case .integerArithmetic(let operation): [.add, .sub, .mul, .other].contains(operation)
      default: false
      }
    }
  }

  /// Memory may hold other things at other times: it tells about bytes of a stored value only if nothing else does. An
  /// integer is known as a whole, of numbers there may be several in one word.
  private func isKnown(
    _ f: FunctionID, _ value: ValueID, _ range: Range<Int>, _ position: Int, _ kinds: KindSet, besides store: ValueID
  ) -> Bool {
    values[f][value].kinds.contains { other, known in
      guard range.contains(other), !(learned[f][store]?[other] ?? []).isSuperset(of: known) else { return false }
      return !known.hasFloat || (other < position + kinds.size && position < other + known.size)
    }
  }
}

// Declared types as claims of lower rank: they count only for bytes of which no access tells what they hold.
//
// A declaration may be wrong about a byte (casts, storage used in two ways), an access is not. So hints come after the
// accesses have been followed everywhere, and stay silent where anything is known. Among hints exact positions come
// before repeated ones, and numbers and addresses before integers.

extension MemoryFacts {
  mutating func applyHints() {
    let hints = collectHints()
    defer { if assumeSingles() { settle() } }
    if hints.isEmpty { return }
    for repeats in [false, true] {
      for wantsIntegers in [false, true] {
        for hint in hints where !repeats || hint.repeats { apply(hint, repeats: repeats, integers: wantsIntegers) }
      }
    }
    settle()
  }

  /// A declared type at a place of an object.
  private struct PlacedHint: Hashable {
    var fact: PointerFact
    var type: DeclaredTypeID
    var repeats: Bool
    var isOfAddress = false
  }

  // MARK: Collecting

  /// All hints, also about what declared pointers lead to; large types first, since they know more, and those of address
  /// computations last.
  private func collectHints() -> [PlacedHint] {
    var work = program.functions.flatMap { function in
      function.hints.compactMap { hint -> PlacedHint? in
        guard let fact = target(function.id, hint.pointer) else { return nil }
        let place = fact.at(fact.place.advanced(by: hint.offset))
        return PlacedHint(fact: place, type: hint.type, repeats: hint.repeats, isOfAddress: hint.isOfAddress)
      }
    }
    var seen = Set(work)
    var result = work
    while let hint = work.popLast() {
      for part in program.declaredTypes[hint.type].parts {
        guard let type = part.target else { continue }
        for fact in pointees(of: part, hint) {
          let next = PlacedHint(fact: fact, type: type, repeats: true)
          if seen.insert(next).inserted {
            work.append(next)
            result.append(next)
          }
        }
      }
    }
    func rank(_ hint: PlacedHint) -> (Int, Int) {
      (hint.isOfAddress ? 1 : 0, -program.declaredTypes[hint.type].parts.count)
    }
    return result.sorted { rank($0) < rank($1) }
  }

  /// What the pointers in a part of a declared object lead to: of an array of them each one.
  private func pointees(of part: DeclaredType.Part, _ hint: PlacedHint) -> [PointerFact] {
    let first = hint.fact.advanced(by: part.offset)
    let size = program.declaredTypes[hint.type].size
    guard hint.repeats, size > 0 else { return [graph.knownPointee(at: first)].compactMap { $0 } }
    let places = graph.pointerPlaces(of: first.node).filter { place in
      place.stride == 0 ? (place.offset - first.place.offset).modulo(size) == 0 : place == first.place
    }
    return ([first.place] + places).compactMap { graph.knownPointee(at: first.at($0)) }
  }

  // MARK: Claiming

  private mutating func apply(_ hint: PlacedHint, repeats: Bool, integers: Bool) {
    let type = program.declaredTypes[hint.type]
    for part in type.parts where (part.kind == .integer) == integers {
      // A single integer could be the view of something else as words.
      if integers && type.parts.count == 1 && !repeats { continue }
      var fact = hint.fact.advanced(by: part.offset)
      if part.stride > 0 { fact.place = fact.place.repeated(every: part.stride) }
      if repeats {
        guard type.size > 0 else { continue }
        fact.place = fact.place.repeated(every: type.size)
      }
      claimSilent(part, of: type, at: fact)
    }
  }

  /// Half words that are only handed on: the optimiser has split the copy of a record, and nothing else touches them.
  /// They are taken for numbers, for the reasons that `UntypedParts` gives. Returns true if there are any.
  private mutating func assumeSingles() -> Bool {
    var found = false
    for function in program.functions {
      let handed = function.halfWordsOnlyStored { values[function.id][$0].kinds.isEmpty }
      for (load, store) in handed {
        let addresses = [function.values[load].operands[0], function.values[store].operands[1]]
        let facts = addresses.compactMap { target(function.id, $0) }
        guard facts.count == 2, facts.allSatisfy({ graph.claims(at: $0, size: 4).isEmpty }) else { continue }
        for fact in facts { graph.claim(.float(.single), at: fact) }
        found = true
      }
    }
    return found
  }

  /// Claims a part where nothing else is known.
  private mutating func claimSilent(_ part: DeclaredType.Part, of type: DeclaredType, at fact: PointerFact) {
    // A place that repeats in smaller steps is not this part alone.
    if fact.place.stride > 0 && fact.place.stride < part.size { return }
    if part.isAlternative { return claimAlternative(part, at: fact) }
    if part.kind == .integer {
      let step = part.size % 4 == 0 ? 4 : 1
      for offset in stride(from: 0, to: min(part.size, 64), by: step) {
        let piece = fact.advanced(by: offset)
        if graph.claims(at: piece, size: step).isEmpty { graph.claim(.integer, at: piece) }
      }
    } else {
      let kind = KindSet(part.kind)
      let known = graph.claims(at: fact, size: part.size) { place, kinds in
        isOfArrayBeside(part, type, fact.place, place, kinds)
      }
      // The first of many may be known already.
      if known.isEmpty || fact.place.stride > 0 && known.allSatisfy({ $0 == (0, kind) }) { graph.claim(kind, at: fact) }
    }
  }

  /// A word of the caller's that is only known as an address may have been a number where it is only copied.
  private mutating func claimAlternative(_ part: DeclaredType.Part, at fact: PointerFact) {
    guard graph.flags(fact.node).contains(.external) else { return }
    let known = graph.layout(at: fact, size: part.size)
    guard known.count == 1, known[0] == (0, .pointer) else { return }
    let either = KindSet(part.kind).union(.pointer)
    graph.claim(either, at: fact)
    // Of an array all elements are meant.
    for (place, kinds, _) in graph.claims(about: fact) where kinds == .pointer {
      let period = gcd(place.stride, fact.place.stride)
      let distance = place.offset - fact.place.offset
      if period == 0 ? distance == 0 : distance.modulo(period) == 0 { graph.claim(either, at: fact.at(place)) }
    }
  }

  /// Whether a claim about every n-th byte is that of an array field with a variable index, which could for all we know
  /// reach into its neighbours: the declared type has such a field and says that the neighbour is something else.
  private func isOfArrayBeside(
    _ part: DeclaredType.Part, _ type: DeclaredType, _ own: Place, _ claimed: Place, _ kinds: KindSet
  ) -> Bool {
    guard claimed.stride > 0, own.stride == 0 || claimed.stride < own.stride, kinds != KindSet(part.kind) else {
      return false
    }
    return type.parts.contains { other in
      KindSet(other.kind) == kinds
        && (own.offset - part.offset + other.offset - claimed.offset).modulo(claimed.stride) == 0
    }
  }
}

extension FunctionModel {
  /// Loads of 32-bit integers that are used by stores only, each with those stores.
  fileprivate func halfWordsOnlyStored(where isUnknown: (ValueID) -> Bool) -> [(load: ValueID, store: ValueID)] {
    func isHalfWord(_ id: ValueID) -> Bool {
      guard case .load = values[id].operation, values[id].type == .integer(bits: 32) else { return false }
      return isUnknown(id)
    }
    var pairs: [(load: ValueID, store: ValueID)] = []
    var others: Set<ValueID> = []
    for id in values.indices {
      for (index, operand) in values[id].operands.enumerated() where isHalfWord(operand) {
        if case .store = values[id].operation, index == 0 {
          pairs.append((operand, id))
        } else {
          others.insert(operand)
        }
      }
    }
    return pairs.filter { !others.contains($0.load) }
  }
}

extension MemoryGraph {
  /// All claims about bytes that may be among the `size` bytes at `fact`, with their distance from its start, but for
  /// those that do not count.
  fileprivate func claims(
    at fact: PointerFact, size: Int, without isExcepted: (Place, KindSet) -> Bool = { _, _ in false }
  ) -> [(distance: Int, kinds: KindSet)] {
    claims(about: fact).compactMap { place, kinds, start in
      if isExcepted(place, kinds) { return nil }
      let period = gcd(place.stride, fact.place.stride)
      var distance = place.offset - fact.place.offset
      if period > 0 {
        if fact.place.stride == 0 && fact.place.offset + size <= start { return nil }
        distance = distance.modulo(period)
        if distance >= size { distance -= period }
      }
      return distance < size && distance + kinds.size > 0 ? (distance, kinds) : nil
    }
  }
}

extension PointerFact {
  fileprivate func advanced(by bytes: Int) -> PointerFact { at(place.advanced(by: bytes)) }
}

// Declared types as claims of lower rank: they count only for bytes of which no access tells what they hold.
//
// A declaration may be wrong about a byte (casts, storage used in two ways), an access is not. So hints come after the
// accesses have been followed everywhere, and stay silent where anything is known. Among hints exact positions come
// before repeated ones, and numbers and addresses before integers.

extension MemoryFacts {
  mutating func applyHints() {
    let hints = collectHints()
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
  }

  // MARK: Collecting

  /// All hints, also about what declared pointers lead to; large types first, since they know more.
  private func collectHints() -> [PlacedHint] {
    var work = program.functions.flatMap { function in
      function.hints.compactMap { hint -> PlacedHint? in
        guard let fact = target(function.id, hint.pointer) else { return nil }
        let place = fact.at(fact.place.advanced(by: hint.offset))
        return PlacedHint(fact: place, type: hint.type, repeats: hint.repeats)
      }
    }
    var seen = Set(work)
    var result = work
    while let hint = work.popLast() {
      for part in program.declaredTypes[hint.type].parts {
        guard let type = part.target, let fact = graph.knownPointee(at: hint.fact.advanced(by: part.offset)) else {
          continue
        }
        let next = PlacedHint(fact: fact, type: type, repeats: true)
        if seen.insert(next).inserted {
          work.append(next)
          result.append(next)
        }
      }
    }
    return result.sorted { program.declaredTypes[$0.type].parts.count > program.declaredTypes[$1.type].parts.count }
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
      claimSilent(part, at: fact)
    }
  }

  /// Claims a part where nothing else is known.
  private mutating func claimSilent(_ part: DeclaredType.Part, at fact: PointerFact) {
    // A place that repeats in smaller steps is not this part alone.
    if fact.place.stride > 0 && fact.place.stride < part.size { return }
    if part.kind == .integer {
      let step = part.size % 4 == 0 ? 4 : 1
      for offset in stride(from: 0, to: min(part.size, 64), by: step) {
        let piece = fact.advanced(by: offset)
        if graph.claims(at: piece, size: step).isEmpty { graph.claim(.integer, at: piece) }
      }
    } else {
      let kind = KindSet(part.kind)
      let known = graph.claims(at: fact, size: part.size)
      // The first of many may be known already.
      if known.isEmpty || fact.place.stride > 0 && known.allSatisfy({ $0 == (0, kind) }) { graph.claim(kind, at: fact) }
    }
  }
}

extension MemoryGraph {
  /// All claims about bytes that may be among the `size` bytes at `fact`, with their distance from its start.
  fileprivate func claims(at fact: PointerFact, size: Int) -> [(distance: Int, kinds: KindSet)] {
    claims(about: fact).compactMap { place, kinds, start in
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

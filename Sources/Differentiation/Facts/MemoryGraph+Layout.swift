// What the bytes behind a pointer hold, as far as claims tell.

extension MemoryGraph {
  /// All claims about the objects that `fact` means.
  func claims(about fact: PointerFact) -> [(place: Place, kinds: KindSet, start: Int)] {
    nodes[find(fact.node)].cells.compactMap { place, cell in
      let claims = cell.claims.filter { $0.objects.intersects(fact.objects) }
      guard let first = claims.first else { return nil }
      let (kinds, start) = claims.dropFirst().reduce((first.kinds, first.start)) {
        ($0.0.union($1.kinds), min($0.1, $1.start))
      }
      return (place, kinds.subtracting(.tentative), start)
    }
  }

  /// True if an access that is declared to be one of an integer is what it says, as far as anybody can tell where it
  /// goes: it is too small for the numbers that it may meet, or no numbers are known to be there.
  func isDeclaredInteger(at fact: PointerFact, size: Int) -> Bool {
    guard size <= 8, fact.place.stride != 0 else { return false }
    let own = nodes[find(fact.node)].cells[fact.place.key]?.kinds ?? []
    return own.formats.allSatisfy { $0.size > size }
  }

  /// What the bytes `offset..<offset + size` behind `fact` hold, as claims by relative byte position. The most precise
  /// claim about a position counts: an exact one before a repeated one, a long period before a short one. So the fields
  /// of a record in an array stay apart from an array field whose index could, for all we know, reach into them. Claims
  /// about different objects all count.
  func layout(at fact: PointerFact, size: Int) -> [(offset: Int, kinds: KindSet)] {
    // Many claims come to the same: each counts once, since what follows takes the square of their number.
    var parts: Set<LayoutPart> = []
    func add(_ position: Int, _ kinds: KindSet, _ precision: Int, _ objects: ObjectSet) {
      if !kinds.isEmpty {
        parts.insert(LayoutPart(offset: position, kinds: kinds, precision: precision, objects: objects))
      }
    }
    for (place, cell) in nodes[find(fact.node)].cells {
      let period = gcd(place.stride, fact.place.stride)
      // Positions below the first one that is meant do not count.
      if period > 0 && place.stride == 0 && place.offset < fact.place.start { continue }
      for claim in cell.claims where claim.objects.intersects(fact.objects) {
        if period == 0 {
          let position = place.offset - fact.place.offset
          if position < 0 && claim.kinds.formats.contains(where: { position + $0.size > 0 }) {
            add(0, .partOfFloat, .max, claim.objects)
          }
          if position >= 0 && position < size { add(position, claim.kinds, .max, claim.objects) }
          continue
        }
        for position in stride(from: (place.offset - fact.place.offset).modulo(period), to: size, by: period) {
          let isBelow = fact.place.stride == 0 && fact.place.offset + position < claim.start
          if !isBelow { add(position, claim.kinds.aligned(at: position, period: period), period, claim.objects) }
        }
      }
    }
    var result: [Int: KindSet] = [:]
    for part in parts where !parts.contains(where: { $0.overrules(part) }) {
      result[part.offset, default: []].formUnion(part.kinds.subtracting(.tentative))
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

private struct LayoutPart: Hashable {
  var offset: Int
  var kinds: KindSet
  var precision: Int
  var objects: ObjectSet

  func overrules(_ other: LayoutPart) -> Bool {
    guard precision > other.precision, !kinds.contains(.tentative), objects.intersects(other.objects) else {
      return false
    }
    if offset == other.offset { return true }
    let isWhole = kinds.hasFloat || kinds.contains(.pointer)
    return isWhole && offset < other.offset + other.kinds.size && other.offset < offset + kinds.size
  }
}

// What a block of memory that is copied or set as a whole consists of.

struct MemorySegments {
  enum Pattern {
    /// Numbers of one format from start to end.
    case uniform(FloatFormat)
    /// No numbers at all.
    case none
    /// A block of known size: its parts that are known.
    case fixed([MemorySegment])
    /// Records of `period` bytes, one after the other.
    case repeated(period: Int, [MemorySegment])
    /// What cannot be told, and why.
    case unknown(String)
  }

  let pattern: Pattern
  /// The first byte of a copied block, or of a record of an array, that may be part of a number of unknown format.
  private(set) var firstGap: Int?

  /// The pattern behind `pointer` for a copy of `size` bytes (nil: of any number of bytes).
  init(_ activity: ActivityFacts, _ f: FunctionID, _ pointer: ValueID, _ size: ValueID?, _ function: FunctionModel) {
    guard let fact = activity.memory.target(f, pointer) else {
      pattern = .none
      return
    }
    var bytes: Int?
    if let size, case .constant(.integer(let count)) = function.values[size].operation { bytes = Int(count) }
    pattern = Self.pattern(activity, fact, bytes)
  }

  /// The pattern of what the call `id` copies.
  init(_ activity: ActivityFacts, copy id: ValueID, _ function: FunctionModel) {
    let value = function.values[id]
    let (target, size) = (value.operands[0], value.operands[2])
    let known = Self(activity, function.id, target, size, function)
    let untyped = UntypedParts(activity, known.pattern, copy: id, function)
    switch known.pattern {
    case .unknown: pattern = value.declaredParts.map { .fixed($0) } ?? known.pattern
    case .fixed(let parts): pattern = .fixed(untyped.joined(to: parts))
    case .repeated(let period, let parts): pattern = .repeated(period: period, untyped.joined(to: parts))
    case .uniform, .none: pattern = known.pattern
    }
    let isCallers = Self.external(activity, function.id, target) != nil
    firstGap = isCallers ? untyped.firstGap : nil
  }

  /// True if there are numbers, perhaps beside integers, and no addresses.
  var holdsOnlyNumbers: Bool {
    switch pattern {
    case .uniform: true
    case .fixed(let parts), .repeated(_, let parts):
      !parts.isEmpty && parts.allSatisfy { $0.kind != .pointer && !$0.mayBeAddress }
    case .none, .unknown: false
    }
  }

  /// True if there are words that hold doubles at some times and floats at others.
  var hasMixedWord: Bool {
    switch pattern {
    case .fixed(let parts), .repeated(_, let parts): parts.contains(where: \.isMixed)
    case .uniform, .none, .unknown: false
    }
  }

  /// True if such words may be addresses, too.
  var mayMixAddresses: Bool {
    switch pattern {
    case .fixed(let parts), .repeated(_, let parts): parts.contains { $0.isMixed && $0.mayBeAddress }
    case .uniform, .none, .unknown: false
    }
  }

  /// The positions of eight bytes each in a block of the caller's memory of which nothing tells what they hold.
  static func gaps(
    _ activity: ActivityFacts, _ f: FunctionID, _ pointer: ValueID, _ size: ValueID, _ function: FunctionModel
  ) -> [Int] {
    guard let fact = external(activity, f, pointer),
      case .constant(.integer(let count)) = function.values[size].operation
    else { return [] }
    return gaps(in: activity.memory.graph.layout(at: fact, size: Int(count)), size: Int(count)).filter { $0 % 8 == 0 }
  }

  /// What a pointer leads to, if it is memory of the caller.
  private static func external(_ activity: ActivityFacts, _ f: FunctionID, _ pointer: ValueID) -> PointerFact? {
    guard let fact = activity.memory.target(f, pointer), activity.memory.graph.flags(fact.node).contains(.external)
    else { return nil }
    return fact
  }

  /// The words of a block, and halves of words beside a number, of which nothing tells what they hold.
  static func gaps(in layout: [(offset: Int, kinds: KindSet)], size: Int) -> [Int] {
    var known: Set<Int> = []
    var numbers: Set<Int> = []
    for (offset, kinds) in layout {
      let halves = (offset / 4)...(offset + kinds.size - 1) / 4
      known.formUnion(halves)
      if kinds == .float(.single) { numbers.insert(offset / 4) }
      if kinds.contains(.float(.extended)) { known.formUnion(offset / 4..<offset / 4 + 4) }
    }
    return (0..<size / 4).filter { half in
      if known.contains(half) { return false }
      if numbers.contains(half ^ 1) { return true }
      return half % 2 == 0 && half + 1 < size / 4 && !known.contains(half + 1)
    }.map { $0 * 4 }
  }

  private static func pattern(_ activity: ActivityFacts, _ fact: PointerFact, _ size: Int?) -> Pattern {
    let graph = activity.memory.graph
    // Of objects that nothing is said about, what is said about those that they may meet has to do.
    let fact = graph.claims(about: fact).isEmpty ? fact.inAnyObject : fact
    let claims = graph.claims(about: fact)
    let all = claims.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
    if !all.hasFloat {
      return all.isEmpty && graph.flags(fact.node).isSuperset(of: [.varied, .useful])
        ? .unknown("nothing tells what the bytes hold") : .none
    }
    if all.formats.count == 1, all.isDisjoint(with: [.integer, .pointer]) {
      // A block may start in the padding before a number.
      let step = all.formats[0] == .extended ? 16 : all.formats[0].size
      let isAligned = claims.allSatisfy { ($0.place.offset - fact.place.offset) % step == 0 }
      if size == nil || isAligned { return .uniform(all.formats[0]) }
    }
    guard let size else {
      let isSmall = graph.extent(behind: fact).map {
        graph.layout(at: fact, size: $0).allSatisfy { !$0.kinds.hasFloat }
      }
      return isSmall == true ? .none : repeated(graph, fact)
    }
    return fixed(graph.layout(at: fact, size: size), size)
  }

  private static func fixed(_ layout: [(offset: Int, kinds: KindSet)], _ size: Int, repeats: Bool = false) -> Pattern {
    var parts: [MemorySegment] = []
    let words = WordKinds(layout)
    let mixed = stride(from: 0, to: size - 7, by: 8).filter { words.isMixed(at: $0) }
    for start in mixed {
      parts.append(
        MemorySegment(
          offset: start, size: 8, kind: .float(.double), mayBeAddress: words[start].contains(.pointer), isMixed: true))
    }
    for (offset, kinds) in layout where !mixed.contains(where: { ($0..<$0 + 8).contains(offset) }) {
      let formats = kinds.formats
      let before = parts.last { $0.offset <= offset }
      if let before, offset < before.offset + before.size, !formats.isEmpty || kinds.contains(.pointer) {
        return .unknown("byte \(offset) holds different things at different times")
      }
      let mayBeAddress = !formats.isEmpty && kinds.contains(.pointer)
      if formats.count > 1 || (mayBeAddress && formats[0] != .double) {
        return .unknown("byte \(offset) holds different things at different times")
      }
      if let format = formats.first {
        if offset + format.size > size {
          // Too few bytes for a number: they are something else at this moment.
          if !repeats, kinds.contains(.integer) || size < format.size { continue }
          return .unknown("part of a number is copied")
        }
        parts.append(
          MemorySegment(offset: offset, size: format.size, kind: .float(format), mayBeAddress: mayBeAddress))
      } else if kinds.contains(.pointer) {
        parts.append(MemorySegment(offset: offset, size: 8, kind: .pointer))
      }
    }
    return .fixed(mixed.isEmpty ? parts : parts.sorted { $0.offset < $1.offset })
  }

  /// A copy of unknown length: uniform if everything that repeats is numbers of one format.
  private static func repeated(_ graph: MemoryGraph, _ fact: PointerFact) -> Pattern {
    var kinds: KindSet = []
    let claims = graph.claims(about: fact)
    for claim in claims where claim.place.stride != 0 || claim.place.offset >= fact.place.start {
      kinds.formUnion(claim.kinds)
    }
    if kinds.formats.count == 1, kinds.isDisjoint(with: [.integer, .pointer]) { return .uniform(kinds.formats[0]) }
    if !kinds.hasFloat { return .none }
    // A number at any byte may stand wherever an address does.
    let isBlurred = claims.contains { place, kinds, _ in
      kinds.contains(.pointer) && kinds.formats.contains { place.stride > 0 && place.stride < $0.size }
    }
    guard isBlurred else { return records(graph, fact) }
    guard kinds.formats == [.double] else { return .unknown("numbers and addresses share an object") }
    // Every word may be either.
    return .repeated(
      period: 8, [MemorySegment(offset: 0, size: 8, kind: .float(.double), mayBeAddress: true)])
  }

  /// An array of records: the repeated positions tell the period, all positions what each part of a record holds.
  private static func records(_ graph: MemoryGraph, _ fact: PointerFact) -> Pattern {
    let claims = graph.claims(about: fact)
    let all = claims.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
    var steps = Set(claims.map { step($0.place.stride, all: $0.kinds) })
    steps.insert(step(fact.place.stride, all: all))
    steps.remove(0)
    var result = Pattern.unknown("it mixes numbers with other things and its length is not constant")
    // The smallest steps may be those of array fields inside a record: they are left out one after the other.
    for count in (1..<steps.count + 1).reversed() {
      let period = steps.sorted(by: >).prefix(count).reduce(0, gcd)
      let record = Place(fact.place.offset, stride: period, start: fact.place.start)
      let layout = graph.layout(at: fact.at(record), size: period)
      result = fixed(layout, period, repeats: true)
      if case .fixed(let parts) = result { return .repeated(period: period, parts) }
    }
    return result
  }

  /// Numbers and addresses are aligned: positions that repeat with a smaller step really repeat with their size.
  private static func step(_ stride: Int, all kinds: KindSet) -> Int {
    guard stride > 0 else { return 0 }
    var size = kinds.contains(.pointer) ? 8 : 1
    for format in kinds.formats { size = max(size, format == .extended ? 16 : format.size) }
    return stride % size == 0 ? stride : size
  }
}

// The parts of copied records that nobody touches but the copies: fields that a function hands on, text, padding.
//
// Without debug information nothing tells what they hold: C's alias metadata says of an array or a union only where it
// is. If there are numbers, the adjoints of the copy belong to the original. So such a part is taken for numbers of the
// format that its neighbours have. If it holds something else, its shadow is zero or never read, and nothing is lost by
// moving it; only bits that may be an address stay where they are.

struct UntypedParts {
  private(set) var parts: [MemorySegment] = []
  /// The first byte of a part that may be numbers of several formats.
  private(set) var firstGap: Int?

  private let fields: [Range<Int>]?
  private let layout: [(offset: Int, kinds: KindSet)]

  /// The untyped parts of the blocks, or of the records of arrays, that the call `id` copies.
  init(_ activity: ActivityFacts, _ pattern: MemorySegments.Pattern, copy id: ValueID, _ function: FunctionModel) {
    let value = function.values[id]
    let graph = activity.memory.graph
    var record: (place: PointerFact, size: Int)?
    var fields: [Range<Int>]?
    if let fact = activity.memory.target(function.id, value.operands[0]) {
      switch (pattern, function.values[value.operands[2]].operation) {
      case (.fixed, .constant(.integer(let size))):
        record = (fact, Int(size))
        fields = value.untypedFields
      case (.repeated(let period, _), _):
        record = (fact.at(Place(fact.place.offset, stride: period, start: fact.place.start)), period)
      default: break
      }
    }
    self.fields = fields
    layout = record.map { graph.layout(at: $0.place, size: $0.size) } ?? []
    guard let record else { return }
    for offset in MemorySegments.gaps(in: layout, size: record.size) { add(offset) }
  }

  /// The parts with those that are known, in order.
  func joined(to known: [MemorySegment]) -> [MemorySegment] {
    parts.isEmpty ? known : (known + parts).sorted { $0.offset < $1.offset }
  }

  private mutating func add(_ offset: Int) {
    var neighbours = layout.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
    if let fields {
      guard let field = fields.first(where: { $0.contains(offset) }), field.count % 4 == 0 else { return }
      let inside = layout.filter { field.contains($0.offset) }.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
      if !inside.isEmpty { neighbours = inside }
    }
    if isHalfWord(offset) || neighbours.formats == [.single] {
      let halves = isHalfWord(offset) ? [offset] : [offset, offset + 4]
      parts += halves.map { MemorySegment(offset: $0, size: 4, kind: .float(.single), isUntyped: true) }
    } else if neighbours.formats == [.double] {
      parts.append(
        MemorySegment(offset: offset, size: 8, kind: .float(.double), mayBeAddress: true, isUntyped: true))
    } else if neighbours.hasFloat, firstGap == nil {
      firstGap = offset
    }
  }

  /// Whether the other half of a word is known.
  private func isHalfWord(_ offset: Int) -> Bool {
    offset % 8 != 0 || layout.contains { $0.offset < offset + 8 && offset < $0.offset + $0.kinds.size }
  }
}

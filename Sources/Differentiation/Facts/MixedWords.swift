// Words of eight bytes that hold a double at some times and floats at others, as payloads of enums do, or floats and
// addresses.
//
// Where such a word is moved as an integer, nothing but the tag of the enum tells what it holds, and that lies elsewhere.
// So its adjoint says it by itself: see `WordAdjoints`.

/// What is known about the parts of an integer, or of a block of memory, by their distance from its start.
struct WordKinds {
  private let kinds: [(offset: Int, kinds: KindSet)]

  init(_ kinds: [(offset: Int, kinds: KindSet)]) { self.kinds = kinds }

  init(_ kinds: [Int: KindSet]) { self.kinds = kinds.map { ($0.key, $0.value) } }

  /// All that the word at `start` may hold.
  subscript(start: Int) -> KindSet {
    kinds.reduce(into: KindSet()) { if (start..<start + 8).contains($1.offset) { $0.formUnion($1.kinds) } }
  }

  /// True if the word at `start` holds floats at some times, and a double, half of one, or an address at others.
  func isMixed(at start: Int) -> Bool {
    let all = self[start]
    guard all.contains(.float(.single)),
      all.contains(.float(.double)) || all.contains(.partOfFloat) || all.contains(.pointer)
    else { return false }
    return kinds.allSatisfy { offset, kinds in
      guard (start..<start + 8).contains(offset) else { return true }
      return kinds.formats.allSatisfy {
        $0 == .double && offset == start || $0 == .single && (offset == start || offset == start + 4)
      }
    }
  }

  /// True if any of the words of `size` bytes is mixed.
  func hasMixedWord(size: Int) -> Bool { stride(from: 0, to: size - 7, by: 8).contains { isMixed(at: $0) } }
}

extension ActivityFacts {
  /// What is known about an integer: of numbers by their kinds, of addresses by what they lead to.
  func words(_ f: FunctionID, _ id: ValueID) -> WordKinds {
    let value = memory.values[f][id]
    return WordKinds(value.pointers.reduce(into: value.kinds) { $0[$1.key, default: []].insert(.pointer) })
  }
}

extension AdjointQueries {
  /// True if there are integers or copies of memory that move such words.
  func movesMixedWords() -> Bool {
    for block in function.order {
      for id in function.blocks[block].instructions where movesMixedWords(id) { return true }
    }
    return function.arguments.contains { holdsMixedWord($0) }
  }

  private func movesMixedWords(_ id: ValueID) -> Bool {
    if case .call(.library(let library)) = function.values[id].operation {
      switch library.effect {
      case .copyMemory: return MemorySegments(activity, copy: id, function).hasMixedWord
      case .reallocate: return MemorySegments(activity, function.id, id, nil, function).hasMixedWord
      default: break
      }
    }
    return holdsMixedWord(id)
  }

  private func holdsMixedWord(_ id: ValueID) -> Bool {
    let value = function.values[id]
    let type = value.accessType == .void ? value.type : value.accessType
    guard !type.leaves().allSatisfy({ $0.type.isFloat || $0.type.isPointer }) else { return false }
    switch value.operation {
    case .load, .store: if WordKinds(storedKinds(id)).hasMixedWord(size: type.size) { return true }
    default: break
    }
    return activity.words(function.id, id).hasMixedWord(size: type.size)
  }
}

// Words of memory that hold a number at one time and an address at another: small buffers of type-erased objects
// (std::function, std::any), unions, variants of numbers and pointers.
//
// In memory of the program's own the shadow tells which it is: during the forward sweep the shadow of a number is zero,
// that of an address is not. So a word is copied with its shadow in the forward sweep, and where it was an address (its
// kept shadow is not zero) the reverse sweep moves no adjoint. Writing a number clears the shadow in the forward sweep;
// the reverse of any write leaves zero, as for other numbers.

import LLVM

extension AdjointQueries {
  /// True if the load or store touches one such word.
  func isAmbiguous(_ id: ValueID) -> Bool {
    let value = function.values[id]
    guard value.accessType.size == 8, isOwn(accessedAddress(id)) else { return false }
    return mayBeEither(storedKinds(id)) || sharesWordWithAddress(storedKinds(id))
  }

  /// True if the load takes a number out of memory as an integer; later the word may meet addresses.
  func loadsNumberAsWord(_ id: ValueID) -> Bool {
    let value = function.values[id]
    guard case .load = value.operation, case .integer(64) = value.accessType else { return false }
    let first = storedKinds(id).reduce(into: KindSet()) { if $1.offset == 0 { $0.formUnion($1.kinds) } }
    return first.hasFloat && !first.contains(.pointer)
  }

  /// True if the load takes such a word out of memory of the caller, where adjoints of the caller may wait at any time:
  /// the bits tell in the forward sweep which it is, as no adjoint of a usual size looks like an address.
  func loadsForeignWord(_ id: ValueID) -> Bool {
    let value = function.values[id]
    guard case .load = value.operation, case .integer(64) = value.accessType, !isOwn(value.operands[0]) else {
      return false
    }
    return mayBeEither(storedKinds(id))
  }

  /// The same for a word that may be an address or hold floats, whose adjoints may look like one.
  func loadsForeignFloats(_ id: ValueID) -> Bool {
    guard case .load = function.values[id].operation, case .integer(64) = function.values[id].accessType else {
      return false
    }
    return isForeign(accessedAddress(id)) && sharesWordWithAddress(storedKinds(id))
  }

  /// True if all memory behind a pointer was made by the program itself.
  func isOwn(_ pointer: ValueID) -> Bool {
    guard let fact = activity.memory.target(function.id, pointer) else { return false }
    let flags = activity.memory.graph.flags(fact.node)
    return flags.contains(.owned) && flags.isDisjoint(with: [.external, .constant])
  }

  /// Where the word starts that a float is written to, if addresses lie there at other times: the distance in bytes.
  func startOfWord(sharedBy id: ValueID) -> Int? {
    let value = function.values[id]
    guard value.accessType == .float(.single), isOwn(accessedAddress(id)),
      let fact = activity.memory.target(function.id, accessedAddress(id))
    else { return nil }
    return [0, -4].first { distance in
      let word = fact.at(fact.place.advanced(by: distance))
      let layout = activity.memory.graph.layout(at: word, size: 8)
      return sharesWordWithAddress(layout)
    }
  }

  private func sharesWordWithAddress(_ kinds: [(offset: Int, kinds: KindSet)]) -> Bool {
    let words = WordKinds(kinds)
    return words.isMixed(at: 0) && kinds.contains { $0.offset == 0 && $0.kinds.contains(.pointer) }
  }

  /// True if some of the memory behind a pointer comes from outside.
  func isForeign(_ pointer: ValueID) -> Bool {
    guard let fact = activity.memory.target(function.id, pointer) else { return true }
    return !activity.memory.graph.flags(fact.node).isDisjoint(with: [.external, .constant])
  }

  private func mayBeEither(_ kinds: [(offset: Int, kinds: KindSet)]) -> Bool {
    let first = kinds.reduce(into: KindSet()) { if $1.offset == 0 { $0.formUnion($1.kinds) } }
    return first.contains(.pointer) && first.contains(.float(.double))
  }
}

/// Copies of bytes that contain such words, which are split into words.
struct AmbiguousCopies {
  /// Longer blocks are no small buffers.
  private static let limit = 256

  private let activity: ActivityFacts
  private let snapshots: [SnapshotFunction]
  private let context: Context

  init(_ activity: ActivityFacts, _ snapshots: [SnapshotFunction], _ context: Context) {
    self.activity = activity
    self.snapshots = snapshots
    self.context = context
  }

  /// Returns true if there were any; the functions must be read again then.
  func split() -> Bool {
    var found = false
    for snapshot in snapshots {
      let queries = AdjointQueries(activity: activity, function: snapshot.model)
      for block in snapshot.model.order {
        for id in snapshot.model.blocks[block].instructions {
          guard let size = size(id, snapshot.model, queries) else { continue }
          split(snapshot.values[id], size)
          found = true
        }
      }
    }
    return found
  }

  private func size(_ id: ValueID, _ function: FunctionModel, _ queries: AdjointQueries) -> Int? {
    let value = function.values[id]
    guard case .call(.library(let library)) = value.operation, case .copyMemory = library.effect, value.type == .void,
      activity.isShadowed(function.id, value.operands[0]),
      case .constant(.integer(let size)) = function.values[value.operands[2]].operation,
      (8...Self.limit).contains(Int(size)),
      queries.isOwn(value.operands[0]),
      case .unknown = MemorySegments(activity, copy: id, function).pattern
    else { return nil }
    return Int(size)
  }

  /// The blocks may overlap: everything is read before anything is written.
  private func split(_ call: Value, _ size: Int) {
    let builder = Builder(context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    var parts: [(offset: Int, value: Value)] = []
    var offset = 0
    for bytes in [8, 4, 2, 1] {
      while size - offset >= bytes {
        let address = builder.ptrAdd(call.argument(1), offset)
        parts.append((offset, builder.load(.integer(8 * bytes, context), address, alignment: 1)))
        offset += bytes
      }
    }
    for part in parts { builder.store(part.value, builder.ptrAdd(call.argument(0), part.offset), alignment: 1) }
    call.erase()
  }
}

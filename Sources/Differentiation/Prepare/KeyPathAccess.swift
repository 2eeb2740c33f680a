// Calls of the run-time library by which Swift reads and writes through key paths.

import LLVM

/// One access by a key path.
struct KeyPathAccess {
  enum Kind {
    /// Returns a copy of the value.
    case get
    /// Stores a value that it takes over.
    case set
    /// Lend the value's address to the caller, who may read it, or change it too, until it ends the access.
    case read, modify

    var writes: Bool { self == .set || self == .modify }
    var borrows: Bool { self == .read || self == .modify }
  }

  let call: Value
  let kind: Kind
  /// The address of the root, or of the reference to it.
  let base: Value
  let path: Value
  /// The address of the value that is copied or stored.
  let value: Value?

  init?(_ call: Value) {
    guard call.opcode == .call, let name = call.calledFunction?.name, let kind = Self.kinds[name] else { return nil }
    let arguments = call.arguments
    self.call = call
    self.kind = kind
    switch kind {
    case .get: (value, base, path) = (arguments[0], arguments[1], arguments[2])
    case .set: (base, path, value) = (arguments[0], arguments[1], arguments[2])
    case .read, .modify: (base, path, value) = (arguments[1], arguments[2], nil)
    }
  }

  private static let kinds: [String: Kind] = [
    "swift_getAtKeyPath": .get, "swift_setAtWritableKeyPath": .set, "swift_setAtReferenceWritableKeyPath": .set,
    "swift_readAtKeyPath": .read, "swift_modifyAtWritableKeyPath": .modify,
    "swift_modifyAtReferenceWritableKeyPath": .modify,
  ]

  static func isMade(by function: Function) -> Bool { kinds[function.name] != nil }

  /// Where the lent address is used, and the calls that end the access; nil if that cannot be seen.
  var lent: (addresses: [Value], ends: [Value])? {
    var (addresses, ends): ([Value], [Value]) = ([], [])
    for part in call.users {
      guard part.isInstruction, part.opcode == .extractValue, let index = part.indices.first else { return nil }
      if index == 1 {
        addresses.append(part)
      } else {
        let calls = part.users
        guard calls.allSatisfy({ $0.isCall && $0.calledValue == part }) else { return nil }
        ends += calls
      }
    }
    return (addresses, ends)
  }

  /// Erases the access when nothing uses the address or the end any more.
  func erase() {
    for part in call.users { part.erase() }
    call.erase()
  }
}

// How the run-time library lays out the object of a key path (KeyPath.swift of the standard library): a header; the
// distance from the root to the value; the size of what follows; and the components, each with its own header and the
// type it leads to, but for the last. A computed component has an identity, a getter, perhaps a setter, and arguments.

import LLVM

/// Reads the object of a key path when the program runs.
struct KeyPathObject {
  let address: Value
  let builder: Builder
  private var half: Type { .integer(32, builder.context) }
  private var word: Type { .integer(64, builder.context) }

  init(_ address: Value, _ builder: Builder) {
    self.address = address
    self.builder = builder
  }

  /// How many bytes behind the start of the root the value is; negative if the value is no part of the root.
  var distance: Value { builder.xor(load(word, 16), word.allOnes) }

  /// Whether a literal made the object: by the object that is remembered for it, or as Swift compares key paths.
  func isMade(from pattern: KeyPathPattern) -> Value {
    if let object = pattern.object { return builder.icmp(.eq, address, builder.load(address.type, object)) }
    let identity = position(of: pattern.headers.count - 1) + 8
    let size = builder.and(load(half, 24), half.constant(0xFF_FFFF))
    let isLarge = builder.icmp(.uge, size, half.constant(identity + 8 - Self.firstComponent))
    // Nothing is read behind the end of a smaller object.
    func read(_ type: Type, _ offset: Int) -> Value {
      let offset = builder.select(isLarge, word.constant(offset), word.constant(Self.firstComponent - 8))
      return builder.load(type, builder.ptrAdd(address, offset))
    }
    var isSame = builder.and(isLarge, builder.icmp(.eq, read(address.type, identity), pattern.identity!))
    for (index, header) in pattern.headers.enumerated() {
      let own = builder.and(read(half, position(of: index)), half.constant(Self.kindAndPlace))
      isSame = builder.and(isSame, builder.icmp(.eq, own, half.constant(header & Self.kindAndPlace)))
    }
    return isSame
  }

  /// The address and the size of the arguments of the last component.
  func arguments(of pattern: KeyPathPattern) -> [Value] {
    let last = position(of: pattern.headers.count - 1)
    let size = last + (pattern.isReadOnly ? 24 : 32)
    // One more word where the component was made by another module's description.
    let flag = builder.and(load(half, last), half.constant(Self.isExternal))
    let start = builder.select(
      builder.icmp(.eq, flag, half.zero), word.constant(size + 16), word.constant(size + 24))
    return [builder.ptrAdd(address, start), load(word, size)]
  }

  private static let firstComponent = 32
  private static let isExternal = 0x10
  /// What a header says about its component, without what it says about the whole path and about identities.
  private static let kindAndPlace = 0x7F7F_FFE0

  /// Where the header of a component is, behind components of one header and one type each.
  private func position(of component: Int) -> Int { Self.firstComponent + 16 * component }

  private func load(_ type: Type, _ offset: Int) -> Value { builder.load(type, builder.ptrAdd(address, offset)) }
}

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

  /// Whether the object has the components of a literal, as Swift compares key paths. The arguments may differ.
  func resembles(_ pattern: KeyPathPattern) -> Value {
    let last = pattern.headers.count - 1
    let end = last * Self.componentSize + (pattern.isComputed ? (pattern.isReadOnly ? 24 : 32) : 4)
    let size = builder.and(load(half, 24), half.constant(0xFF_FFFF))
    let isLarge = builder.icmp(.uge, size, half.constant(end + (pattern.hasArguments ? 24 : 0)))
    // Nothing is read behind the end of a smaller object.
    func read(_ type: Type, _ offset: Int) -> Value {
      let safe = builder.select(isLarge, word.constant(offset), word.constant(Self.components - 8))
      return builder.load(type, builder.ptrAdd(address, safe))
    }
    var whole = half.constant(end)
    if pattern.hasArguments {
      let isExternal = builder.and(read(half, place(of: last)), half.constant(Self.isExternal))
      whole = builder.add(whole, builder.add(half.constant(16), builder.lshr(isExternal, half.constant(1))))
      whole = builder.add(whole, read(half, Self.components + end))
    }
    var isSame = builder.and(isLarge, builder.icmp(.eq, size, whole))
    for (index, header) in pattern.headers.enumerated() {
      let mask = index == last && pattern.isComputed ? Self.kindOfComputed : Self.kindAndOffset
      let own = builder.and(read(half, place(of: index)), half.constant(mask))
      isSame = builder.and(isSame, builder.icmp(.eq, own, half.constant(header & mask)))
    }
    guard let identity = pattern.identity else { return isSame }
    return builder.and(isSame, builder.icmp(.eq, read(identity.type, place(of: last) + 8), identity))
  }

  /// The address and the size of the arguments of the last component.
  func arguments(of pattern: KeyPathPattern) -> [Value] {
    let last = place(of: pattern.headers.count - 1)
    let size = last + (pattern.isReadOnly ? 24 : 32)
    // One more word where the component was made by another module's description.
    let isExternal = builder.and(load(half, last), half.constant(Self.isExternal))
    let start = builder.select(
      builder.icmp(.eq, isExternal, half.zero), word.constant(size + 16), word.constant(size + 24))
    return [builder.ptrAdd(address, start), load(word, size)]
  }

  private static let components = 32
  /// Of one that is not the last: a header and a type.
  private static let componentSize = 16
  private static let isExternal = 0x10
  /// What headers say about their components, without what they say about the whole path and about identities.
  private static let kindAndOffset = 0x7F7F_FFFF
  private static let kindOfComputed = 0x7F78_0000

  /// Where the header of a component is.
  private func place(of component: Int) -> Int { Self.components + Self.componentSize * component }

  private func load(_ type: Type, _ offset: Int) -> Value { builder.load(type, builder.ptrAdd(address, offset)) }
}

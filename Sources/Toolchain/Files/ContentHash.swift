// Names for cached results: a hash of everything that the result depends on. FNV-1a with 128 bits: short, and with
// no chance of an accidental collision. It is not made to resist forgery; the cache belongs to the user alone.

/// A 128-bit hash of byte sequences, fed piece by piece.
public struct ContentHash: Sendable {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  public init() {}

  /// Adds the bytes, preceded by their number, so that ("ab", "c") and ("a", "bc") differ.
  public mutating func combine(_ bytes: some Collection<UInt8>) {
    var count = UInt64(bytes.count)
    for _ in 0..<8 {
      add(UInt8(truncatingIfNeeded: count))
      count >>= 8
    }
    for byte in bytes { add(byte) }
  }

  /// Adds the UTF-8 of a string.
  public mutating func combine(_ text: String) { combine(Array(text.utf8)) }

  /// The hash as 32 hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }
}

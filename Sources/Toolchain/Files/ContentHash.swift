// Names for cached results: a hash of everything that the result depends on. FNV-1a with 128 bits: short, and with
// no chance of an accidental collision. It is not made to resist forgery; the cache belongs to the user alone.

import Foundation

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

  /// Adds the contents of a file, eight bytes at a time; a file that cannot be read counts as empty.
  public mutating func combine(fileContents path: String) {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    data.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for index in 0..<words { add(bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)) }
      combine(bytes[(8 * words)...])
    }
    combine("\(data.count)")
  }

  /// The hash as 32 hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  private mutating func add(_ word: some FixedWidthInteger & UnsignedInteger) {
    state = (state ^ UInt128(word)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }
}

/// Path, size and time of change: enough to tell one build of a program from another.
func fileIdentity(_ path: String) -> String {
  var status = stat()
  guard stat(path, &status) == 0 else { return path }
  #if canImport(Darwin)
    let time = status.st_mtimespec
  #else
    let time = status.st_mtim
  #endif
  return "\(path) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
}

/// The number of bytes of the file at `path`; zero if there is none.
func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

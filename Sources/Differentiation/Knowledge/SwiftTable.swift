// The storage of the standard library's hashed collections.

/// What the storage object of a dictionary or a set looks like.
enum SwiftTable: Hashable, Sendable {
  case dictionary, set

  /// Bytes of the object before the bits that tell which places are taken.
  var headerSize: Int { self == .dictionary ? 64 : 56 }

  /// Where the addresses of the tables inside the object stand.
  var tables: [Int] { self == .dictionary ? [48, 56] : [48] }
}

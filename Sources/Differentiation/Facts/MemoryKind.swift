// What bytes hold, and where in an object they lie.

/// What a value in memory is.
enum MemoryKind: Hashable, Sendable {
  case integer, pointer
  case float(FloatFormat)
}

/// A set of memory kinds: what has been claimed about the same bytes so far.
struct KindSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let integer = KindSet(rawValue: 1)
  static let pointer = KindSet(rawValue: 2)
  /// The bytes are an inner part of a floating-point number.
  static let partOfFloat = KindSet(rawValue: 0x8000)

  /// What is claimed holds at some times only, and does not make claims about less exact places wrong.
  static let tentative = KindSet(rawValue: 0x4000)

  static func float(_ format: FloatFormat) -> KindSet { KindSet(rawValue: 4 << UInt16(format.rawValue)) }

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ kind: MemoryKind) {
    switch kind {
    case .integer: self = .integer
    case .pointer: self = .pointer
    case .float(let format): self = .float(format)
    }
  }

  /// The formats that were claimed.
  var formats: [FloatFormat] {
    hasFloat ? FloatFormat.allCases.filter { rawValue & (4 << UInt16($0.rawValue)) != 0 } : []
  }

  /// The kinds that can stand at this distance from an aligned address, if all that is known is that they repeat with
  /// `period`. A period of whole numbers is enough to tell where they stand, also from an address in a record's middle.
  func aligned(at position: Int, period: Int) -> KindSet {
    if position == 0 { return self }
    var result = self
    for format in formats {
      let size = min(format.size == 10 ? 16 : format.size, 16)
      if position % size != 0 && period % size != 0 { result.remove(.float(format)) }
    }
    if position % 8 != 0 && period % 8 != 0 { result.remove(.pointer) }
    return result
  }

  /// The kinds that so many bytes are enough for.
  func fitting(in room: Int) -> KindSet {
    if room >= 16 { return self }
    var result = self
    for format in formats where format.size > room { result.remove(.float(format)) }
    if room < 8 { result.remove(.pointer) }
    return result
  }

  var hasFloat: Bool { rawValue & 0x3ffc != 0 }

  /// The bytes that a claim is at least about.
  var size: Int { max(contains(.pointer) ? 8 : 1, formats.map(\.size).max() ?? 1) }
}

/// A byte position in an object: `offset`, or `offset` plus any multiple of `stride`, but not below `start`.
struct Place: Hashable, Sendable {
  var offset: Int
  /// 0 for an exact position.
  var stride: Int
  /// The lowest position that is meant, as far as indices count from zero.
  var start: Int

  init(_ offset: Int, stride: Int = 0, start: Int? = nil) {
    self.stride = stride
    self.offset = stride == 0 ? offset : offset.modulo(stride)
    self.start = stride == 0 ? offset : Self.bounded(start ?? offset, stride)
  }

  /// Walking backwards has no lowest position: so much is clear after some steps.
  private static func bounded(_ start: Int, _ stride: Int) -> Int { start < -16 &* stride ? -(1 << 40) : start }

  static let start = Place(0)
  static let anywhere = Place(0, stride: 1, start: -(1 << 40))

  /// The same position without a lower bound: what cells are found by.
  var key: Place { stride == 0 ? self : Place(offset, stride: stride, start: 0) }

  func advanced(by bytes: Int) -> Place { Place(offset &+ bytes, stride: stride, start: start &+ bytes) }

  /// This position moved by any multiple of `bytes`.
  func repeated(every bytes: Int) -> Place { Place(offset, stride: gcd(stride, abs(bytes)), start: start) }

  /// The least position that covers both.
  func joined(_ other: Place) -> Place {
    if self == other { return self }
    let step = gcd(gcd(stride, other.stride), abs(offset &- other.offset))
    return Place(offset, stride: step, start: min(start, other.start))
  }

  /// True if eight bytes at one position may share bytes with eight at the other.
  func mayOverlap(_ other: Place) -> Bool {
    let period = gcd(stride, other.stride)
    let distance = offset &- other.offset
    if period == 0 { return abs(distance) < 8 }
    let rest = distance.modulo(period)
    return rest < 8 || period - rest < 8
  }
}

extension Int {
  /// The remainder in `0..<modulus`.
  func modulo(_ modulus: Int) -> Int {
    let rest = self % modulus
    return rest < 0 ? rest + modulus : rest
  }
}

func gcd(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

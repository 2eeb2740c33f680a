// Which bytes of an integer can be other than zero: `or` puts integers together from parts, as compilers do with the
// elements of a vector and the payloads of an enum.

/// A set of bytes of an integer, or of one too large to tell.
struct OccupiedBytes {
  /// By bit; nil if any byte may be occupied.
  private var mask: UInt64?

  /// - Parameter id: a value of integer type.
  init(of id: ValueID, _ function: FunctionModel) {
    let size = function.values[id].type.size
    mask = size <= 64 ? Self.mask(of: id, function) : nil
  }

  private static func mask(of id: ValueID, _ function: FunctionModel) -> UInt64 {
    let value = function.values[id]
    let whole = value.type.size >= 64 ? UInt64.max : 1 << UInt64(value.type.size) - 1
    switch value.operation {
    case .zeroExtend: return mask(of: value.operands[0], function) & whole
    case .integerArithmetic(.shiftLeft):
      guard case .constant(.integer(let bits)) = function.values[value.operands[1]].operation, bits > 0, bits % 8 == 0,
        Int(bits) / 8 < value.type.size
      else { return whole }
      return mask(of: value.operands[0], function) << UInt64(bits / 8) & whole
    case .integerArithmetic(.or):
      return mask(of: value.operands[0], function) | mask(of: value.operands[1], function)
    default: return whole
    }
  }

  /// True if the sets have no byte in common, and none is empty.
  func isSeparate(from other: OccupiedBytes) -> Bool {
    guard let mask, let otherMask = other.mask else { return false }
    return mask != 0 && otherMask != 0 && mask & otherMask == 0
  }

  /// The bytes as ranges, in order.
  var ranges: [Range<Int>] {
    guard let mask else { return [] }
    var result: [Range<Int>] = []
    for byte in 0..<64 where mask >> UInt64(byte) & 1 == 1 {
      if let last = result.last, last.upperBound == byte {
        result[result.count - 1] = last.lowerBound..<byte + 1
      } else {
        result.append(byte..<byte + 1)
      }
    }
    return result
  }
}

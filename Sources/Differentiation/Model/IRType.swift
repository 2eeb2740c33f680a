// The types of the model: what LLVM types say about memory layout, as plain values.

/// A binary floating-point format.
public enum FloatFormat: UInt8, Hashable, Sendable, CaseIterable {
  case half, bfloat, single, double, extended, quad

  /// Bytes that hold the value in memory, without padding.
  var size: Int {
    switch self {
    case .half, .bfloat: 2
    case .single: 4
    case .double: 8
    case .extended: 10
    case .quad: 16
    }
  }
}

/// A first-class type with its layout.
indirect enum IRType: Hashable, Sendable {
  case void
  case integer(bits: Int)
  case float(FloatFormat)
  case pointer
  case vector(IRType, count: Int, stride: Int)
  case array(IRType, count: Int, stride: Int)
  case structure([IRType], offsets: [Int], size: Int)
  /// Labels, tokens, metadata, scalable vectors: nothing that carries a derivative.
  case other

  /// Bytes from one element to the next in an array of this type, as far as the model needs them.
  var size: Int {
    switch self {
    case .void, .other: 0
    case .integer(let bits): (bits + 7) / 8
    case .float(let format): format.size
    case .pointer: 8
    case .vector(_, let count, let stride), .array(_, let count, let stride): count * stride
    case .structure(_, _, let size): size
    }
  }

  /// True for a floating-point scalar or a vector of them.
  var isFloat: Bool {
    switch self {
    case .float: true
    case .vector(.float, _, _): true
    default: false
    }
  }

  var isPointer: Bool {
    switch self {
    case .pointer: true
    case .vector(.pointer, _, _): true
    default: false
    }
  }

  var isInteger: Bool {
    switch self {
    case .integer: true
    case .vector(.integer, _, _): true
    default: false
    }
  }

  var isAggregate: Bool {
    switch self {
    case .array, .structure: true
    default: false
    }
  }

  /// The format of a floating-point scalar or of a vector's elements.
  var floatFormat: FloatFormat? {
    switch self {
    case .float(let format): format
    case .vector(.float(let format), _, _): format
    default: nil
    }
  }

  /// A scalar inside a first-class value: where it lies and what it is.
  struct Leaf: Hashable {
    var offset: Int
    var type: IRType
  }

  /// The scalars of the type, by byte offset. Long arrays give only their first `limit` leaves.
  func leaves(limit: Int = 256) -> [Leaf] {
    var result: [Leaf] = []
    collectLeaves(at: 0, into: &result, limit: limit)
    return result
  }

  private func collectLeaves(at offset: Int, into result: inout [Leaf], limit: Int) {
    guard result.count < limit else { return }
    switch self {
    case .void, .other: break
    case .integer, .float, .pointer: result.append(Leaf(offset: offset, type: self))
    case .vector(let element, let count, let stride), .array(let element, let count, let stride):
      for i in 0..<count where result.count < limit {
        element.collectLeaves(at: offset + i * stride, into: &result, limit: limit)
      }
    case .structure(let fields, let offsets, _):
      for (field, fieldOffset) in zip(fields, offsets) {
        field.collectLeaves(at: offset + fieldOffset, into: &result, limit: limit)
      }
    }
  }
}

// The layout of single and double precision numbers, for code that works on their bits.

import LLVM

struct NumberFormat {
  /// `float` or `double`.
  let type: Type
  let bits: Int
  let mantissaBits: Int

  private let integer: Type

  init?(_ type: Type, _ context: Context) {
    guard type.kind == .float || type.kind == .double else { return nil }
    self.type = type
    integer = .integer(type.kind == .float ? 32 : 64, context)
    bits = type.kind == .float ? 32 : 64
    mantissaBits = type.kind == .float ? 23 : 52
  }

  var mantissa: UInt64 { (1 << UInt64(mantissaBits)) - 1 }
  var sign: UInt64 { 1 << UInt64(bits - 1) }
  var exponents: UInt64 { sign - 1 - mantissa }
  /// The bits of the number 1.
  var one: Int { bits == 32 ? 127 << 23 : 1023 << 52 }

  /// The integers that hold the bits of a number or vector of numbers.
  func bits(like value: Value) -> Type {
    value.type.isVector ? .vector(integer, value.type.count) : integer
  }

  /// The numbers whose bits an integer or vector of integers holds.
  func type(like value: Value) -> Type? {
    let total = value.type.bitWidth
    guard total % bits == 0 else { return nil }
    // One number may be alone in a vector, but not where integers of its size are scalars.
    if !value.type.isVector { return total == bits ? type : nil }
    return total == bits && value.type.count > 1 ? type : .vector(type, total / bits)
  }

  /// The numbers' places in a constant, as bits; nil if it is not one of known integers.
  func literals(_ value: Value, _ builder: Builder) -> [UInt64]? {
    guard value.isConstant, let type = type(like: value) else { return nil }
    let view = builder.bitcast(value, type.isVector ? .vector(integer, type.count) : integer)
    guard type.isVector else { return view.constantUInt.map { [$0] } }
    var result: [UInt64] = []
    for lane in 0..<type.count {
      guard let element = view.constantElement(lane)?.constantUInt else { return nil }
      result.append(element)
    }
    return result
  }

  /// The constant that a sum adds in order to round: 1.5 or 1 times the first power of two whose neighbours are a whole
  /// apart, or a little less for fractions.
  func roundingConstant(in sum: Value) -> Double? {
    let candidates: [Value]
    switch sum.opcode {
    case .fadd: candidates = sum.operands
    case .call:
      guard let name = sum.calledFunction?.intrinsicName, name == "llvm.fma" || name == "llvm.fmuladd" else {
        return nil
      }
      candidates = [sum.argument(2)]
    default: return nil
    }
    return candidates.compactMap(Self.uniform).first { number in
      let power = number.binade
      let isPower = number == power || number == 1.5 * power
      return isPower && (mantissaBits - 8...mantissaBits + 1).contains(Int(number.exponent)) && number.isFinite
    }
  }

  /// The number that all elements of a constant are.
  static func uniform(_ value: Value) -> Double? {
    guard value.isConstant else { return nil }
    guard value.type.isVector else { return value.constantDouble }
    guard let first = value.constantElement(0)?.constantDouble else { return nil }
    for lane in 1..<value.type.count where value.constantElement(lane)?.constantDouble != first { return nil }
    return first
  }
}

extension Type {
  var laneCount: Int { isVector ? count : 1 }
  var scalarWidth: Int { scalar.bitWidth }

  var bitWidth: Int {
    if isVector { return count * element.bitWidth }
    switch kind {
    case .float: return 32
    case .double: return 64
    default: return integerWidth ?? 0
    }
  }
}

extension Value {
  /// How many numbers the bits of this integer make.
  func lanes(of format: NumberFormat) -> Int { type.bitWidth / format.bits }
}

extension [Int] {
  /// The mask of a shuffle of parts as one of wholes of `factor` parts; nil if parts part.
  func widened(by factor: Int) -> [Int]? {
    guard factor >= 1, count % factor == 0 else { return nil }
    if factor == 1 { return self }
    var result: [Int] = []
    for start in stride(from: 0, to: count, by: factor) {
      let parts = self[start..<start + factor]
      guard let place = parts.enumerated().first(where: { $0.element >= 0 }) else {
        result.append(-1)
        continue
      }
      let first = place.element - place.offset
      guard first >= 0, first % factor == 0,
        parts.enumerated().allSatisfy({ $0.element < 0 || $0.element == first + $0.offset })
      else { return nil }
      result.append(first / factor)
    }
    return result
  }
}

extension [UInt64] {
  var uniform: UInt64? { first.flatMap { value in allSatisfy { $0 == value } ? value : nil } }
}

//===- ExtendedNumber.swift - Numbers as LLVM IR writes them -------------------------------------===//
//
// `Float80` does not exist on every machine that Nabla compiles for, so the constants of support functions are kept as
// the bits of the 80-bit format, and rounded to double where that is what is wanted.
//
//===----------------------------------------------------------------------------------------------===//

/// A number in the 80-bit format of x87.
struct ExtendedNumber {
  let signAndExponent: UInt16
  let significand: UInt64

  init(_ signAndExponent: UInt16, _ significand: UInt64) {
    self.signAndExponent = signAndExponent
    self.significand = significand
  }

  /// The number `value`, which must be finite, normal and not zero, or zero.
  init(_ value: Double) {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    guard !value.isZero else {
      self.init(sign, 0)
      return
    }
    precondition(value.isNormal)
    let fraction = 1 << 63 | value.significandBitPattern << 11
    self.init(sign | UInt16(Int(value.exponent) + 16383), fraction)
  }

  /// The nearest double.
  var nearestDouble: Double {
    let magnitude = Double(
      sign: .plus, exponent: Int(signAndExponent & 0x7FFF) - 16383 - 63, significand: Double(significand))
    return signAndExponent & 0x8000 == 0 ? magnitude : -magnitude
  }

  /// The constant as LLVM IR spells it in `precision`, which is `double` or `extended`.
  func spelling(_ precision: Precision) -> String {
    precision == .extended
      ? "0xK" + signAndExponent.hexadecimal + significand.hexadecimal
      : "0x" + nearestDouble.bitPattern.hexadecimal
  }
}

extension FixedWidthInteger {
  /// All digits, leading zeros included.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: Self.bitWidth / 4 - digits.count) + digits
  }
}

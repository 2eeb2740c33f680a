// Optimisers write an integer of two equal halves as a product: x + (x << 32) = x · (2³² + 1). Halves may be numbers, and
// bits of numbers are moved by shifts only.

import LLVM

struct RepeatedParts {
  let module: Module

  func rewrite(in function: Function) {
    for product in function.instructions where product.opcode == .mul {
      guard let factor = product.operand(1).constantUInt, let distance = Self.distance(factor),
        let width = Self.width(of: product.operand(0)), width <= distance
      else { continue }
      let builder = Builder(module.context)
      builder.position(before: product)
      builder.copyDebugLocation(from: product)
      let shifted = builder.shl(product.operand(0), product.type.constant(distance))
      product.replaceAllUses(with: builder.binary(.or, shifted, product.operand(0)))
      product.erase()
    }
  }

  /// k, if the factor is 2ᵏ + 1, for parts that may be numbers.
  private static func distance(_ factor: UInt64) -> Int? {
    [16, 32].first { factor == 1 << UInt64($0) + 1 }
  }

  /// The number of bits that can be other than zero.
  private static func width(of value: Value) -> Int? {
    guard value.isInstruction, value.opcode == .zext else { return nil }
    return value.operand(0).type.integerWidth
  }
}

//===- Formula+Description.swift - Formulas for people -------------------------------------------===//
//
// `nabla explain` prints formulas: `cos(x0)`, `x1 * pow(x0, x1 - 1)`, `0.5 / r`.
//
//===----------------------------------------------------------------------------------------------===//

extension Formula: CustomStringConvertible {

  public var description: String {
    switch self {
    case .operand(let index): "x\(index)"
    case .result: "r"
    case .constant(let value): value.readable
    case .exactConstant(let digits): String(digits.prefix(12))
    case .negate(let a): "-\(a.parenthesised(above: 3))"
    case .add(let a, let b): "\(a.parenthesised(above: 1)) + \(b.parenthesised(above: 2))"
    case .subtract(let a, let b): "\(a.parenthesised(above: 1)) - \(b.parenthesised(above: 2))"
    case .multiply(let a, let b): "\(a.parenthesised(above: 2)) * \(b.parenthesised(above: 3))"
    case .divide(let a, let b): "\(a.parenthesised(above: 2)) / \(b.parenthesised(above: 3))"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .select(let condition, let a, let b): "(\(condition) ? \(a) : \(b))"
    }
  }

  /// How tightly the outermost operator binds: sums 1, products 2, everything else 4 (a negation 3).
  private var strength: Int {
    switch self {
    case .add, .subtract: 1
    case .multiply, .divide: 2
    case .negate: 3
    default: 4
    }
  }

  private func parenthesised(above needed: Int) -> String {
    strength < needed ? "(\(self))" : description
  }
}

extension Comparison: CustomStringConvertible {
  public var description: String { "\(left) \(relation.rawValue) \(right)" }
}

extension Double {
  /// Without the ".0" of an integral value.
  fileprivate var readable: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

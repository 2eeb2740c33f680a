//===- Formula+Simplification.swift - Folding that changes no value ------------------------------===//
//
// Only what IEEE 754 allows for every operand, in every precision: constants fold when the double result is exact;
// `0 * x` stays (x may be infinite) and so does `x + 0` (x may be -0).
//
//===----------------------------------------------------------------------------------------------===//

extension Formula {

  /// An equal formula, never larger.
  public var simplified: Formula {
    switch self {
    case .operand, .result, .constant, .exactConstant:
      return self
    case .negate(let a):
      return Formula.foldedNegation(a.simplified)
    case .add(let a, let b):
      return Formula.foldedSum(a.simplified, b.simplified)
    case .subtract(let a, let b):
      return Formula.foldedDifference(a.simplified, b.simplified)
    case .multiply(let a, let b):
      return Formula.foldedProduct(a.simplified, b.simplified)
    case .divide(let a, let b):
      return Formula.foldedQuotient(a.simplified, b.simplified)
    case .call(let function, let arguments):
      return .call(function, arguments.map(\.simplified))
    case .select(let condition, let a, let b):
      return Formula.foldedSelection(condition.simplified, a.simplified, b.simplified)
    }
  }

  private static func foldedNegation(_ a: Formula) -> Formula {
    switch a {
    case .constant(let value): .constant(-value)
    case .negate(let inner): inner
    default: .negate(a)
    }
  }

  private static func foldedSum(_ a: Formula, _ b: Formula) -> Formula {
    switch (a, b) {
    case (.constant(let p), .constant(let q)) where (p + q) - p == q && (p + q) - q == p: .constant(p + q)
    case (.constant(let p), _) where p.isNegativeZero: b
    case (_, .constant(let q)) where q.isNegativeZero: a
    case (_, .negate(let inner)): foldedDifference(a, inner)
    default: .add(a, b)
    }
  }

  private static func foldedDifference(_ a: Formula, _ b: Formula) -> Formula {
    switch (a, b) {
    case (.constant(let p), .constant(let q)) where (p - q) + q == p && p - (p - q) == q: .constant(p - q)
    case (_, .constant(let q)) where q.isZero && q.sign == .plus: a
    case (.constant(let p), _) where p.isNegativeZero: foldedNegation(b)
    case (_, .negate(let inner)): .add(a, inner)
    default: .subtract(a, b)
    }
  }

  private static func foldedProduct(_ a: Formula, _ b: Formula) -> Formula {
    switch (a, b) {
    case (.constant(let p), .constant(let q)) where p.isShort && q.isShort: .constant(p * q)
    case (.constant(1), _): b
    case (_, .constant(1)): a
    case (.constant(-1), _): foldedNegation(b)
    case (_, .constant(-1)): foldedNegation(a)
    case (.negate(let p), .negate(let q)): .multiply(p, q)
    default: .multiply(a, b)
    }
  }

  private static func foldedQuotient(_ a: Formula, _ b: Formula) -> Formula {
    switch (a, b) {
    case (.constant(let p), .constant(let q)) where q.isShort && (p / q).isShort && p / q * q == p: .constant(p / q)
    case (_, .constant(1)): a
    case (_, .constant(-1)): foldedNegation(a)
    case (.negate(let p), .negate(let q)): .divide(p, q)
    default: .divide(a, b)
    }
  }

  private static func foldedSelection(_ condition: Comparison, _ a: Formula, _ b: Formula) -> Formula {
    if a == b, !a.isConstantZero { return a }
    guard case (.constant(let p), .constant(let q)) = (condition.left, condition.right) else {
      return .select(condition, a, b)
    }
    return condition.relation.holds(p, q) ? a : b
  }

  private var isConstantZero: Bool {
    if case .constant(let value) = self { value.isZero } else { false }
  }
}

extension Comparison {
  /// The same comparison with both sides simplified.
  public var simplified: Comparison { Comparison(left.simplified, relation, right.simplified) }
}

extension Comparison.Relation {
  /// Whether the relation holds between two numbers.
  public func holds<Number: FloatingPoint>(_ left: Number, _ right: Number) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .equal: left == right
    case .notEqual: left != right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .unordered: left.isNaN || right.isNaN
    }
  }
}

extension Double {
  fileprivate var isNegativeZero: Bool { isZero && sign == .minus }

  /// Whether single precision holds this number, so that a product with another such number is exact.
  fileprivate var isShort: Bool { Double(Float(self)) == self }
}

//===- Formula.swift - What a partial derivative is made of --------------------------------------===//
//
// A small expression language without types: the engine emits a formula in the precision, and over the scalars or
// vectors, of the operation that it differentiates.
//
//===----------------------------------------------------------------------------------------------===//

/// An expression over the operands and the result of one operation.
///
/// Integer operands stand for integers. They are converted to the operation's floating-point type where a real value is
/// wanted, and stay integers where `MathFunction.integerArgument` says so; what stands there is `operand(i)`, or
/// `operand(i) ± constant`, computed in the operand's own integer type.
///
/// Only the chosen arm of a `select` matters: the other one may be infinite or NaN, and nothing in a formula has side
/// effects, so that an engine may evaluate both.
public indirect enum Formula: Hashable, Sendable {
  /// Operand `i` of the primal operation.
  case operand(Int)
  /// The result of the primal operation.
  case result
  /// A number that every precision holds exactly (small integers, 0.5, infinities).
  case constant(Double)
  /// A number by its decimal digits, at least 25 of them, to be rounded once to the precision in use.
  case exactConstant(String)
  case negate(Formula)
  case add(Formula, Formula)
  case subtract(Formula, Formula)
  case multiply(Formula, Formula)
  case divide(Formula, Formula)
  /// A function with as many arguments as its `arity`.
  case call(MathFunction, [Formula])
  /// The first formula if the comparison holds, else the second.
  case select(Comparison, Formula, Formula)
}

/// A comparison of two formulas.
public struct Comparison: Hashable, Sendable {

  /// The relations of IEEE 754. All but `notEqual` and `unordered` are false when either side is NaN.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="
    /// Either side is NaN.
    case unordered = "unordered"
  }

  public let relation: Relation
  public let left: Formula
  public let right: Formula

  public init(_ left: Formula, _ relation: Relation, _ right: Formula) {
    self.relation = relation
    self.left = left
    self.right = right
  }
}

extension Formula: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

extension Formula {
  public static prefix func - (x: Formula) -> Formula { .negate(x) }
  public static func + (a: Formula, b: Formula) -> Formula { .add(a, b) }
  public static func - (a: Formula, b: Formula) -> Formula { .subtract(a, b) }
  public static func * (a: Formula, b: Formula) -> Formula { .multiply(a, b) }
  public static func / (a: Formula, b: Formula) -> Formula { .divide(a, b) }
}

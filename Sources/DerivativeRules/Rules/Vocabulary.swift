//===- Vocabulary.swift - Short names for writing rules ------------------------------------------===//
//
// Inside the rule files `x` and `y` are the first two operands and `r` is the result.
//
// Second derivatives differentiate the formulas, so a `select` may name a constant at a single point only where the
// function is not smooth: the partial x1 / (x0² + x1²) of atan2 may not be "0 if x1 == 0".
//
//===----------------------------------------------------------------------------------------------===//

let x = Formula.operand(0)
let y = Formula.operand(1)
let r = Formula.result

/// π, ln 2, … to 36 digits: more than any precision holds.
enum Constants {
  static let pi = Formula.exactConstant("3.14159265358979323846264338327950288")
  static let inversePi = Formula.exactConstant("0.318309886183790671537767526745028724")
  static let ln2 = Formula.exactConstant("0.693147180559945309417232121458176568")
  static let ln10 = Formula.exactConstant("2.30258509299404568401799145468436421")
  static let log2e = Formula.exactConstant("1.44269504088896340735992468100189214")
  static let log10e = Formula.exactConstant("0.434294481903251827651128918916605082")
  static let twoOverSqrtPi = Formula.exactConstant("1.12837916709551257389615890312154517")
  static let infinity = Formula.constant(.infinity)
}

func call(_ function: MathFunction, _ arguments: Formula...) -> Formula { .call(function, arguments) }

/// `first` if `left relation right`, else `second`.
func select(
  _ left: Formula, _ relation: Comparison.Relation, _ right: Formula, then first: Formula, else second: Formula
) -> Formula {
  .select(Comparison(left, relation, right), first, second)
}

/// -1 or 1 with the sign of `a`, which may be a zero.
func sign(_ a: Formula) -> Formula { call(.copysign, 1, a) }

/// 1 - a², without the cancellation near ±1.
func oneMinusSquare(_ a: Formula) -> Formula { (1 - a) * (1 + a) }

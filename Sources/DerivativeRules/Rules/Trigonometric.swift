//===- Trigonometric.swift - Circular functions and their inverses -------------------------------===//
//
// Formulas: NIST Digital Library of Mathematical Functions, 4.20 and 4.24; the π-forms are those of C23.
//
//===----------------------------------------------------------------------------------------------===//

let trigonometricRules: [Rule] = [
  .unary("sin", on: -6...6, call(.cos, x), as: .both("sin")),
  .unary("cos", on: -6...6, -call(.sin, x), as: .both("cos")),
  .unary("tan", on: -1.4...1.4, 1 + r * r, as: .both("tan")),
  .unary("asin", on: -0.99...0.99, 1 / arcCosine, as: .both("asin"), kinks: "±1: +inf"),
  .unary("acos", on: -0.99...0.99, -1 / arcCosine, as: .both("acos"), kinks: "±1: -inf"),
  .unary("atan", on: -5...5, 1 / (1 + x * x), as: .both("atan")),
  .binary(
    "atan2", on: -3...3, -3...3, arcTangent.first, arcTangent.second, as: .both("atan2"), kinks: arcTangent.kinks),

  .unary("sinpi", on: -2...2, Constants.pi * call(.cospi, x), as: [.library("sinpi"), .library("__sinpi")]),
  .unary("cospi", on: -2...2, -(Constants.pi * call(.sinpi, x)), as: [.library("cospi"), .library("__cospi")]),
  .unary("tanpi", on: -0.45...0.45, Constants.pi * (1 + r * r), as: [.library("tanpi"), .library("__tanpi")]),
  .unary("asinpi", on: -0.99...0.99, Constants.inversePi / arcCosine, kinks: "±1: +inf"),
  .unary("acospi", on: -0.99...0.99, -(Constants.inversePi / arcCosine), kinks: "±1: -inf"),
  .unary("atanpi", on: -5...5, Constants.inversePi / (1 + x * x)),
  .binary(
    "atan2pi", on: -3...3, -3...3, Constants.inversePi * arcTangent.first, Constants.inversePi * arcTangent.second,
    kinks: arcTangent.kinks),
]

/// cos(asin x).
private let arcCosine = call(.sqrt, oneMinusSquare(x))

/// The partials x1 / (x0² + x1²) and -x0 / (x0² + x1²) of atan2(x0, x1), scaled by the larger operand so that no square
/// overflows or underflows; 0 at the origin.
private let arcTangent: (first: Formula, second: Formula, kinks: String) = {
  func larger(_ a: Formula, _ b: Formula) -> Formula {
    select(call(.fabs, x), .less, call(.fabs, y), then: a, else: b)
  }
  let large = larger(y, x)
  let ratio = larger(x, y) / large
  let scale = 1 / (large * (1 + ratio * ratio))
  func unlessOrigin(_ partial: Formula) -> Formula { select(large, .equal, 0, then: 0, else: partial) }
  return (
    unlessOrigin(larger(scale, ratio * scale)), -unlessOrigin(larger(ratio * scale, scale)), "(0, 0): 0, 0"
  )
}()

//===- Exponential.swift - Exponentials, logarithms, hyperbolic functions ------------------------===//
//
// Formulas: NIST Digital Library of Mathematical Functions, 4.7, 4.34 and 4.37. The result is used where that is as
// accurate as a second call: expm1(x) + 1 would lose every digit for x < -37.
//
//===----------------------------------------------------------------------------------------------===//

let exponentialRules: [Rule] = [
  .unary("exp", on: -3...3, r, as: .both("exp")),
  .unary("exp2", on: -3...3, Constants.ln2 * r, as: .both("exp2")),
  .unary(
    "exp10", on: -3...3, Constants.ln10 * r,
    as: [.library("exp10"), .library("pow10"), .library("__exp10"), .intrinsic("llvm.exp10")]),
  .unary("expm1", on: -40...3, call(.exp, x)),
  .unary("exp2m1", on: -3...3, Constants.ln2 * call(.exp2, x)),
  .unary("exp10m1", on: -3...3, Constants.ln10 * call(.exp10, x)),

  .unary("log", on: 0.1...5, 1 / x, as: .both("log"), kinks: "0: +inf"),
  .unary("log2", on: 0.1...5, Constants.log2e / x, as: .both("log2"), kinks: "0: +inf"),
  .unary("log10", on: 0.1...5, Constants.log10e / x, as: .both("log10"), kinks: "0: +inf"),
  .unary("log1p", on: -0.9...5, 1 / (1 + x), kinks: "-1: +inf"),
  .unary("log2p1", on: -0.9...5, Constants.log2e / (1 + x), kinks: "-1: +inf"),
  .unary("log10p1", on: -0.9...5, Constants.log10e / (1 + x), kinks: "-1: +inf"),
  .unary("logp1", on: -0.9...5, 1 / (1 + x), kinks: "-1: +inf"),

  .unary("sinh", on: -3...3, call(.cosh, x), as: .both("sinh")),
  .unary("cosh", on: -3...3, call(.sinh, x), as: .both("cosh")),
  .unary("tanh", on: -3...3, 1 - r * r, as: .both("tanh")),
  // Not 1 / sqrt(x² + 1), nor 1 / sqrt(x² - 1): the squares overflow.
  .unary("asinh", on: -5...5, 1 / call(.hypot, 1, x)),
  .unary("acosh", on: 1.1...5, 1 / (call(.sqrt, x - 1) * call(.sqrt, x + 1)), kinks: "1: +inf"),
  .unary("atanh", on: -0.9...0.9, 1 / oneMinusSquare(x), kinks: "±1: +inf"),
]

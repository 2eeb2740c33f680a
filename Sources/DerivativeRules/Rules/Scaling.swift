//===- Scaling.swift - Multiplication by powers of two -------------------------------------------===//
//
// The exponent is an integer, or an integer result; the derivative is the power of two by which the number was scaled.
//
//===----------------------------------------------------------------------------------------------===//

let scalingRules: [Rule] = [
  .withInteger(
    "ldexp", on: -3...3, -5...5, call(.ldexp, 1, y),
    as: [.library("ldexp"), .library("scalbn"), .intrinsic("llvm.ldexp")]),
  .withInteger("scalbln", on: -3...3, -5...5, call(.scalbln, 1, y)),
  .storing("frexp", on: 0.1...9, scale, kinks: "0: 1, so that ldexp undoes frexp; powers of 2: from above"),
  .unary("significand", on: 0.1...9, scale, kinks: "0: 1; powers of 2: from above"),
]

private let scale = select(x, .equal, 0, then: 1, else: r / x)

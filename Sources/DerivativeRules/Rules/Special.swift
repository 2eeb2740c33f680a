//===- Special.swift - Error function, gamma function, Bessel functions --------------------------===//
//
// Formulas: NIST Digital Library of Mathematical Functions, 7.2 (erf), 5.2 (Γ' = Γ ψ) and 10.6 (2 Cₙ' = Cₙ₋₁ - Cₙ₊₁).
//
//===----------------------------------------------------------------------------------------------===//

let specialRules: [Rule] = [
  .unary("erf", on: -3...3, gaussian),
  .unary("erfc", on: -3...3, -gaussian),

  .unary(
    "lgamma", on: -4...9, call(.digamma, x), as: [.library("lgamma"), .library("gamma")], kinks: gammaKinks),
  .storing(
    "lgamma_r", on: -4...9, call(.digamma, x), as: [.library("lgamma_r"), .library("gamma_r")],
    kinks: gammaKinks),
  .unary("tgamma", on: -4...6, r * call(.digamma, x), kinks: "poles (0, -1, -2, …): as digamma"),

  .unary("j0", on: 0.1...15, -call(.j1, x)),
  // Not j0(x) - r / x, which is NaN at 0.
  .unary("j1", on: 0.1...15, 0.5 * (call(.j0, x) - call(.jn, 2, x))),
  .unary("y0", on: 0.5...15, -call(.y1, x), kinks: "0: +inf"),
  .unary("y1", on: 0.5...15, call(.y0, x) - r / x, kinks: "0: NaN, for y1 has a pole"),
  ofOrder("jn", .jn),
  ofOrder("yn", .yn),
]

private let gaussian = Constants.twoOverSqrtPi * call(.exp, -(x * x))

private let gammaKinks = "0: -inf from above, +inf from below; poles (-1, -2, …): NaN"

/// The order comes first. C defines negative orders too: C₋ₙ = (-1)ⁿ Cₙ.
private func ofOrder(_ name: String, _ function: MathFunction) -> Rule {
  Rule(
    name, [.library(name)], [.integer, .real], [nil, 0.5 * (call(function, x - 1, y) - call(function, x + 1, y))],
    domain: [-3...6, 1...15])
}

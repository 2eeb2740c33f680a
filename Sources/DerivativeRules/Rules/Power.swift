//===- Power.swift - Powers and roots ------------------------------------------------------------===//
//
// Formulas: NIST Digital Library of Mathematical Functions, 4.7; powers with other domains are those of C23 and
// IEEE 754-2019, 9.2.
//
//===----------------------------------------------------------------------------------------------===//

let powerRules: [Rule] = [
  .unary("sqrt", on: 0.1...5, 0.5 / r, as: .both("sqrt"), kinks: "0: +inf, the one-sided derivative"),
  .unary("cbrt", on: -5...5, 1 / (3 * (r * r)), kinks: "0: +inf"),
  .unary("rsqrt", on: 0.1...5, -0.5 * (r / x), kinks: "0: -inf"),
  .binary(
    "hypot", on: -3...3, -3...3, unlessResultIsZero(x / r), unlessResultIsZero(y / r), kinks: "(0, 0): 0, 0"),

  .binary("pow", on: 0.1...4, -3...3, powerByBase, powerByExponent, as: .both("pow"), kinks: powerKinks),
  .binary("powr", on: 0.1...4, -3...3, powerByBase, powerByExponent, kinks: powerKinks),
  .withInteger(
    "powi", on: -3...3, -4...5, byIntegerExponent(call(.powi, x, y - 1)), as: [.intrinsic("llvm.powi")]),
  .withInteger("pown", on: -3...3, -4...5, byIntegerExponent(call(.pown, x, y - 1))),
  .withInteger("compoundn", on: -0.9...3, -4...5, byIntegerExponent(call(.compoundn, x, y - 1))),
  .withInteger(
    "rootn", on: 0.1...5, 1...5,
    select(
      x, .equal, 0,
      then: select(
        y, .equal, 1, then: 1, else: select(y, .less, 0, then: -Constants.infinity, else: Constants.infinity)),
      else: r / x / y),
    kinks: "x = 0: 1 if n = 1, +inf if n > 1, -inf if n < 0"),
]

private func unlessResultIsZero(_ partial: Formula) -> Formula { select(r, .equal, 0, then: 0, else: partial) }

/// y xʸ⁻¹. At y = 0 it is 0 whatever x, written so that its own derivatives (∂y: 1 / x) stay right.
private let powerByBase = select(
  y, .equal, 0, then: select(x, .equal, 0, then: 0, else: r * (y / x)), else: y * call(.pow, x, y - 1))

/// xʸ log x, continued by its limit 0 at x = 0 < y and wherever the power itself is 0.
private let powerByExponent = select(
  r, .equal, 0, then: 0,
  else: r * select(x, .equal, 0, then: select(y, .less, 0, then: -Constants.infinity, else: 0), else: call(.log, x)))

private let powerKinks = """
  ∂x at y = 0: 0; at x = 0: 0, 1, +inf, -inf for y > 1, y = 1, 0 < y < 1, y < 0. \
  ∂y at x = 0: 0 for y >= 0, infinite for y < 0; at x < 0: NaN, for the power is real at isolated exponents only
  """

/// n aⁿ⁻¹, and 0 for n = 0 whatever the base.
private func byIntegerExponent(_ lowered: Formula) -> Formula { select(y, .equal, 0, then: 0, else: y * lowered) }

//===- Power.swift - Powers and roots ------------------------------------------------------------===//
//
// Formulas: NIST Digital Library of Mathematical Functions, 4.7; powers with other domains are those of C23 and
// IEEE 754-2019, 9.2.
//
//===----------------------------------------------------------------------------------------------===//

let powerRules: [Rule] = [
  .unary("sqrt", on: 0.1...5, unlessResultIsZero(0.5 / r), as: .both("sqrt"), kinks: verticalTangent),
  .unary("cbrt", on: -5...5, unlessResultIsZero(1 / (3 * (r * r))), kinks: verticalTangent),
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
        y, .equal, 1, then: 1, else: select(y, .less, 0, then: -Constants.infinity, else: 0)),
      else: r / x / y),
    kinks: "x = 0: 1 if n = 1, 0 if n > 1, -inf if n < 0"),
]

/// A root at zero is a number, but its derivative is infinite. What stands under a root is mostly a sum of squares, and
/// the derivative of that is zero there: 0 makes the gradient of a norm the subgradient 0 instead of ∞ · 0.
private let verticalTangent = "0: 0, where the tangent is vertical"

private func unlessResultIsZero(_ partial: Formula) -> Formula { select(r, .equal, 0, then: 0, else: partial) }

/// y xʸ⁻¹. At y = 0 it is 0 whatever x, written so that its own derivatives (∂y: 1 / x) stay right. For 0 < y < 1 it is a
/// root, and 0 at x = 0.
private let powerByBase = select(
  y, .equal, 0, then: select(x, .equal, 0, then: 0, else: r * (y / x)), else: y * call(.pow, x, loweredExponent))

private let loweredExponent = select(
  x, .equal, 0, then: select(y, .less, 1, then: select(y, .less, 0, then: y - 1, else: 1), else: y - 1), else: y - 1)

/// xʸ log x, continued by its limit 0 at x = 0 < y and wherever the power itself is 0.
private let powerByExponent = select(
  r, .equal, 0, then: 0,
  else: r * select(x, .equal, 0, then: select(y, .less, 0, then: -Constants.infinity, else: 0), else: call(.log, x)))

private let powerKinks = """
  ∂x at y = 0: 0; at x = 0: 0, 1, 0, -inf for y > 1, y = 1, 0 < y < 1, y < 0. \
  ∂y at x = 0: 0 for y >= 0, infinite for y < 0; at x < 0: NaN, for the power is real at isolated exponents only
  """

/// n aⁿ⁻¹, and 0 for n = 0 whatever the base.
private func byIntegerExponent(_ lowered: Formula) -> Formula { select(y, .equal, 0, then: 0, else: y * lowered) }

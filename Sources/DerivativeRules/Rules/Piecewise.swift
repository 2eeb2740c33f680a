//===- Piecewise.swift - Extrema, signs and rounding ---------------------------------------------===//
//
// An extremum passes its derivative to the operand that it returned: `r == x` decides ties for the first one, -0 against
// +0 among them, and finds the number beside a NaN.
//
//===----------------------------------------------------------------------------------------------===//

let piecewiseRules: [Rule] = [
  extremum("fmin", [.library("fmin"), .intrinsic("llvm.minnum")]),
  extremum("fmax", [.library("fmax"), .intrinsic("llvm.maxnum")]),
  extremum("fminimum_num", [.library("fminimum_num"), .intrinsic("llvm.minimumnum")]),
  extremum("fmaximum_num", [.library("fmaximum_num"), .intrinsic("llvm.maximumnum")]),
  extremum("fminimum", [.library("fminimum"), .intrinsic("llvm.minimum")]),
  extremum("fmaximum", [.library("fmaximum"), .intrinsic("llvm.maximum")]),
  .binary(
    "fdim", on: -3...3, -3...3, select(x, .greater, y, then: 1, else: 0), select(x, .greater, y, then: -1, else: 0),
    kinks: "x = y: 0, 0"),

  .unary("fabs", on: -3...3, select(x, .equal, 0, then: 0, else: sign(x)), as: .both("fabs"), kinks: "0: 0"),
  .binary(
    "copysign", on: -3...3, -3...3, select(x, .equal, 0, then: 0, else: sign(x) * sign(y)), 0, as: .both("copysign"),
    kinks: "x = 0: 0"),

  step("floor"), step("ceil"), step("trunc"), step("rint"), step("nearbyint"), step("round"), step("roundeven"),
  .unary("logb", on: 0.1...9, 0, kinks: "powers of 2: 0"),

  // The neighbour of a number lies one unit in the last place from it.
  .binary("nextafter", on: -3...3, 4...5, 1, 0),
  .binary("nexttoward", on: -3...3, 4...5, 1, 0),
  .unary("nextup", on: -3...3, 1),
  .unary("nextdown", on: -3...3, 1),
]

private func extremum(_ name: String, _ spellings: [Spelling]) -> Rule {
  .binary(
    name, on: -3...3, -3...3, select(r, .equal, x, then: 1, else: 0), select(r, .equal, x, then: 0, else: 1),
    as: spellings, kinks: "x = y: 1, 0")
}

private func step(_ name: String) -> Rule {
  .unary(name, on: -5...5, 0, as: .both(name), kinks: "jumps: 0")
}

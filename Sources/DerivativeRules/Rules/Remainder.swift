//===- Remainder.swift - Remainders and fractional parts -----------------------------------------===//
//
// A remainder is x - n y with the integer n = (x - r) / y, which is locally constant.
//
//===----------------------------------------------------------------------------------------------===//

let remainderRules: [Rule] = [
  .binary(
    "fmod", on: -9...9, 0.7...3, 1, minusQuotient, as: [.library("fmod"), .instruction("frem")],
    kinks: remainderKinks),
  .binary(
    "remainder", on: -9...9, 0.7...3, 1, minusQuotient, as: [.library("remainder"), .library("drem")],
    kinks: remainderKinks),
  Rule(
    "remquo", [.library("remquo")], [.real, .real, .pointer], [1, minusQuotient, nil],
    domain: [-9...9, 0.7...3, 0...0], kinks: remainderKinks),
  .storing("modf", on: -9...9, 1, kinks: "jumps: 1; the stored integral part has derivative 0"),
]

private let minusQuotient = (r - x) / y

private let remainderKinks = "jumps: as if n stayed what it is"

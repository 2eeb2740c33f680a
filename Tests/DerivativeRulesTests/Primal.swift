//===- Primal.swift - The functions themselves in long double ------------------------------------===//
//
// What each rule of the table claims to be the derivative of. glibc 2.36 lacks the C23 functions; they stand here by
// their definitions.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Glibc

/// The value of the operation with a rule's name; nil if this file lacks it. Pointer operands are ignored.
func primal(_ name: String, _ a: [Float80]) -> Float80? {
  if let value = arithmetic(name, a) ?? piecewise(name, a) ?? definedHere(name, a) ?? special(name, a) { return value }
  return MathFunction(rawValue: name)?.evaluate(a)
}

private func arithmetic(_ name: String, _ a: [Float80]) -> Float80? {
  switch name {
  case "fadd": a[0] + a[1]
  case "fsub": a[0] - a[1]
  case "fmul": a[0] * a[1]
  case "fdiv": a[0] / a[1]
  case "fneg": -a[0]
  case "fptrunc", "fpext", "canonicalize", "arithmetic.fence": a[0]
  case "fmod": fmodl(a[0], a[1])
  case "remainder", "remquo": remainderl(a[0], a[1])
  case "modf": a[0] - truncl(a[0])
  case "frexp": a[0].significand / 2
  case "significand": a[0].significand
  case "cbrt": cbrtl(a[0])
  default: nil
  }
}

private func piecewise(_ name: String, _ a: [Float80]) -> Float80? {
  switch name {
  case "fminimum", "fminimum_num": fminl(a[0], a[1])
  case "fmaximum", "fmaximum_num": fmaxl(a[0], a[1])
  case "fdim": fdiml(a[0], a[1])
  case "nearbyint", "roundeven": rintl(a[0])
  case "logb": logbl(a[0])
  case "nextafter": nextafterl(a[0], a[1])
  case "nexttoward": nexttowardl(a[0], a[1])
  case "nextup": a[0].nextUp
  case "nextdown": a[0].nextDown
  default: nil
  }
}

private func definedHere(_ name: String, _ a: [Float80]) -> Float80? {
  switch name {
  case "tanpi": tanl(.pi * a[0])
  case "asinpi": asinl(a[0]) / .pi
  case "acospi": acosl(a[0]) / .pi
  case "atanpi": atanl(a[0]) / .pi
  case "atan2pi": atan2l(a[0], a[1]) / .pi
  case "exp2m1": exp2l(a[0]) - 1
  case "exp10m1": powl(10, a[0]) - 1
  case "log2p1": log2l(1 + a[0])
  case "log10p1": log10l(1 + a[0])
  case "logp1": log1pl(a[0])
  case "rsqrt": 1 / sqrtl(a[0])
  case "powr": powl(a[0], a[1])
  case "rootn": powl(a[0], 1 / a[1])
  default: nil
  }
}

private func special(_ name: String, _ a: [Float80]) -> Float80? {
  switch name {
  case "expm1": expm1l(a[0])
  case "log1p": log1pl(a[0])
  case "asinh": asinhl(a[0])
  case "acosh": acoshl(a[0])
  case "atanh": atanhl(a[0])
  case "erf": erfl(a[0])
  case "erfc": erfcl(a[0])
  case "lgamma", "lgamma_r": logl(fabsl(tgammal(a[0])))
  case "tgamma": tgammal(a[0])
  default: nil
  }
}

/// Which smooth piece of the operation a point lies on: a difference across two pieces is no derivative.
func piece(_ name: String, _ a: [Float80]) -> Float80 {
  switch name {
  case "floor", "ceil", "trunc", "rint", "nearbyint", "round", "roundeven", "logb": primal(name, a)!
  case "fmod": truncl(a[0] / a[1])
  case "remainder", "remquo": rintl(a[0] / a[1])
  case "modf": truncl(a[0])
  case "frexp", "significand": Float80(a[0].exponent)
  case "fabs", "cbrt": a[0] < 0 ? -1 : 1
  case "copysign": (a[0] < 0 ? -1 : 1) + (a[1] < 0 ? -2 : 2)
  case "atan2", "atan2pi": a[0] < 0 ? -1 : 1
  case "fmin", "fmax", "fminimum", "fmaximum", "fminimum_num", "fmaximum_num", "fdim": a[0] < a[1] ? -1 : 1
  case "lgamma", "lgamma_r", "tgamma": a[0] > 0 ? 1 : floorl(a[0])
  default: 0
  }
}

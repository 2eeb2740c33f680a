//===- Evaluation.swift - The value of a formula in long double ----------------------------------===//
//
// The reference that the tests compare with differences of the functions themselves.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Glibc

extension Formula {

  /// The value for given operands (integers as whole numbers) and result.
  func evaluate(operands: [Float80], result: Float80) -> Float80 {
    func value(_ formula: Formula) -> Float80 { formula.evaluate(operands: operands, result: result) }
    switch self {
    case .operand(let index): return operands[index]
    case .result: return result
    case .constant(let number): return Float80(number)
    case .exactConstant(let digits): return Float80(digits)!
    case .negate(let a): return -value(a)
    case .add(let a, let b): return value(a) + value(b)
    case .subtract(let a, let b): return value(a) - value(b)
    case .multiply(let a, let b): return value(a) * value(b)
    case .divide(let a, let b): return value(a) / value(b)
    case .call(let function, let arguments): return function.evaluate(arguments.map(value))
    case .select(let condition, let a, let b):
      return condition.relation.holds(value(condition.left), value(condition.right)) ? value(a) : value(b)
    }
  }
}

extension MathFunction {

  /// The value in long double, from glibc where it has the function.
  func evaluate(_ a: [Float80]) -> Float80 {
    switch self {
    case .sin: sinl(a[0])
    case .cos: cosl(a[0])
    case .tan: tanl(a[0])
    case .asin: asinl(a[0])
    case .acos: acosl(a[0])
    case .atan: atanl(a[0])
    case .atan2: atan2l(a[0], a[1])
    case .sinh: sinhl(a[0])
    case .cosh: coshl(a[0])
    case .tanh: tanhl(a[0])
    case .sinpi: sinOfPi(a[0])
    case .cospi: sinOfPi(a[0] + 0.5)
    case .exp: expl(a[0])
    case .exp2: exp2l(a[0])
    case .exp10: powl(10, a[0])
    case .log: logl(a[0])
    case .log2: log2l(a[0])
    case .log10: log10l(a[0])
    case .sqrt: sqrtl(a[0])
    case .pow, .powi, .pown: powl(a[0], a[1])
    case .compoundn: powl(1 + a[0], a[1])
    case .hypot: hypotl(a[0], a[1])
    case .fabs: fabsl(a[0])
    case .copysign: copysignl(a[0], a[1])
    case .fmin: fminl(a[0], a[1])
    case .fmax: fmaxl(a[0], a[1])
    case .fma: fmal(a[0], a[1], a[2])
    case .floor: floorl(a[0])
    case .ceil: ceill(a[0])
    case .trunc: truncl(a[0])
    case .rint: rintl(a[0])
    case .round: roundl(a[0])
    case .j0: j0l(a[0])
    case .j1: j1l(a[0])
    case .jn: jnl(Int32(a[0]), a[1])
    case .y0: y0l(a[0])
    case .y1: y1l(a[0])
    case .yn: ynl(Int32(a[0]), a[1])
    case .ldexp, .scalbln: ldexpl(a[0], Int32(a[1]))
    case .digamma: digammaReference(a[0])
    }
  }
}

/// sin(π x), reduced exactly to half a period.
func sinOfPi(_ x: Float80) -> Float80 {
  let nearest = x.rounded()
  let value = sinl(.pi * (x - nearest))
  return nearest.truncatingRemainder(dividingBy: 2) == 0 ? value : -value
}

/// ψ by reflection, recurrence to x >= 20 and the asymptotic series: independent of the IR in `SupportFunctions`.
func digammaReference(_ x: Float80) -> Float80 {
  if x == 0 { return -1 / x }
  if x < 0 {
    let fraction = x - x.rounded()
    return fraction == 0 ? .nan : digammaReference(1 - x) - .pi / tanl(.pi * fraction)
  }
  var (large, shift): (Float80, Float80) = (x, 0)
  while large < 20 {
    shift += 1 / large
    large += 1
  }
  // B₂ₖ / 2k.
  let series: [Float80] = [
    1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160, 43867 / 14364,
  ]
  let square = 1 / (large * large)
  let tail = series.reversed().reduce(0) { ($0 + $1) * square }
  return logl(large) - 0.5 / large - tail - shift
}

// Mathematical functions of Foundation and the standard library, in Double and Float.

import Foundation
import Nabla

@Gradient
func elementary(_ x: Double) -> Double {
  exp(sin(x)) + log1p(x * x) + atan2(x, 2) + pow(x, 2.5) + cosh(x) * tanh(x) + cbrt(x) + hypot(x, 3)
}

@Gradient
func special(_ x: Double) -> Double { erf(x) * tgamma(x + 1) + lgamma(x + 2) + exp2(x) + log10(x + 1) }

@Gradient
func standard(_ x: Double) -> Double {
  x.squareRoot() + abs(x - 2) + max(x, 0.5) * min(x, 3) + x.rounded() * x + x.magnitude + (2.0).addingProduct(x, x)
}

@Gradient
func single(_ x: [Float]) -> Float {
  var sum: Float = 0
  for value in x { sum += sin(value) * value }
  return sum
}

@Gradient
func mixed(_ x: Double, _ y: Float) -> Double { Double(Float(x) * y) + x * Double(y * y) }

Check.equal("elementary", elementaryGradient(0.8), Check.slope { elementary(0.8 + $0) })
Check.equal("special", specialGradient(0.8), Check.slope { special(0.8 + $0) })
Check.equal("standard", standardGradient(1.2), Check.slope { standard(1.2 + $0) })
let x: [Float] = [0.5, -1.25, 2]
let want = x.map { Double(cos($0) * $0 + sin($0)) }
Check.equal("single", singleGradient(x).map(Double.init), want, tolerance: 1e-5)
let (dx, dy) = mixedGradient(1.5, 0.75)
Check.equal("mixed x", dx, 0.75 + 0.5625)
Check.equal("mixed y", Double(dy), 1.5 + 2 * 1.5 * 0.75)
Check.finish()

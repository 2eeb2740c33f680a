// Neighbours, exponents and significands of numbers.

import Foundation
import Nabla

@Gradient func a(_ x: Double) -> Double { x.nextUp * x + x.nextDown }
@Gradient func b(_ x: Double) -> Double { x.ulp * x * 1e16 + x.binade * x }
@Gradient func c(_ x: Float) -> Float { x.nextUp * x + x.ulp * x + x.binade }
@Gradient func d(_ x: Double) -> Double {
  Double(x.exponent) * x + Double(sign: .minus, exponent: 2, significand: x) + scalbn(x, 3)
    + Double(sign: x.sign, exponent: 1, significand: 1)
}
@Gradient func e(_ x: Double) -> Double {
  let (m, k) = frexp(x); let (w, f) = modf(x); return m * Double(k) + w * x + f * f + x.significand * x
}
for x in [2.7, -3.3, 0.4] {
  Check.equal("a", aGradient(x), 2 * x + 1)
  Check.equal("b", bGradient(x), x.ulp * 1e16 + x.binade)
  Check.equal("c", Double(cGradient(Float(x))), 2 * x, tolerance: 1e-5)
  Check.equal("d", dGradient(x), Double(x.exponent) - 4 + 8)
  let s = x.significand, p = x / s
  Check.equal("e", eGradient(x), Double(frexp(x).1) / (2 * p) + modf(x).0 + 2 * modf(x).1 + s + x / p)
}
Check.finish()

// Forward mode, several tangents at once, shadows, and a chain of derivatives: all agree with the gradient.

import Foundation
import Nabla

@Gradient
@Derivative
@Autodiff(.reverse, .duplicated, .active, .active)
@Autodiff(.forward, .dual, .dual, .dual)
func model(_ x: [Double], scale: Double) -> Double {
  var sum = 0.0
  for i in 1..<x.count { sum += sin(scale * x[i]) * x[i - 1] }
  return sum * scale
}

let x = sample(6)
let v = sample(6, seed: 4)
let (value, (dx, dScale)) = modelValueWithGradient(x, scale: 1.5)
Check.equal("value", value, model(x, scale: 1.5), tolerance: 1e-13)
Check.gradient("gradient", dx + [dScale], of: { model(Array($0[0..<6]), scale: $0[6]) }, at: x + [1.5])

let want = zip(dx, v).reduce(0) { $0 + $1.0 * $1.1 } + 0.25 * dScale
let forward = modelDerivative(x, scale: 1.5, along: (x: v, scale: 0.25))
Check.equal("forward value", forward.0, value, tolerance: 1e-13)
Check.equal("forward", forward.1, want, tolerance: 1e-12)

var shadow = [Double](repeating: 1, count: 6)
let (again, adjoint) = modelReverse(x, dx: &shadow, scale: 1.5, seed: 2)
Check.equal("shadow value", again, value, tolerance: 1e-13)
Check.equal("shadow", shadow, dx.map { 1 + 2 * $0 }, tolerance: 1e-12)
Check.equal("adjoint", adjoint, 2 * dScale, tolerance: 1e-12)
let dual = modelForward(x, dx: v, scale: 1.5, dscale: 0.25)
Check.equal("dual", dual.1, want, tolerance: 1e-12)

Check.finish()

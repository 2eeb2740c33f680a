// Parameters that are spans: the derivatives take spans, too; tangents, adjoints and shadows are arrays.

import Nabla

@Gradient @Derivative
func energy(_ x: Span<Double>, scale: Double) -> Double {
  var sum = 0.0
  for i in x.indices { sum += x[i] * x[i] * scale }
  return sum
}

@Pullback
func neighbours(_ x: borrowing Span<Double>, by weights: Span<Int>) -> [Double] {
  var result: [Double] = []
  for i in 0..<x.count { result.append(x[i] * x[(i + 1) % x.count] * Double(weights[i])) }
  return result
}

@Autodiff(.reverse, .duplicated, .active)
@Autodiff(.forward, .dual, .dual)
func norm(_ x: Span<Double>) -> Double {
  var sum = 0.0
  for i in x.indices { sum += x[i] * x[i] }
  return sum.squareRoot()
}

@Differentiable
struct Spring {
  var stiffness: Double

  enum Failure: Error { case empty }

  @Gradient
  func energy(at points: Span<Double>) throws -> Double {
    if points.isEmpty { throw Failure.empty }
    let half = points.extracting(0..<points.count / 2)
    var sum = 0.0
    for i in half.indices { sum += half[i] * points[i + 1] }
    return 0.5 * stiffness * sum
  }
}

let x = [3.0, 4.0]
let gradient = energyGradient(x.span, scale: 2)
Check.equal("gradient", gradient.x + [gradient.scale], [12, 16, 25])
let (value, derivative) = energyDerivative(x.span, scale: 2, along: (x: [1, 0], scale: 1))
Check.equal("derivative", [value, derivative], [50, 37])

let pullback = neighboursPullback(x.span, by: [2, 3].span)
Check.equal("pullback", pullback([1, 0]) + pullback([0, 1]), [8, 6, 12, 9])

var dx = [1.0, 0]
Check.equal("reverse", [normReverse(x.span, dx: &dx, seed: 1)] + dx, [5, 1.6, 0.8])
let forward = normForward(x.span, dx: [0, 1])
Check.equal("forward", [forward.value, forward.derivative], [5, 0.8])

let spring = Spring(stiffness: 6)
Check.equal("method", try spring.energyGradient(at: [1.0, 2, 3, 4].span), [6, 12, 6, 0])
var failed = 0.0
do { _ = try spring.energyGradient(at: [Double]().span) } catch { failed = 1 }
Check.equal("an empty span", failed, 1)
Check.finish()

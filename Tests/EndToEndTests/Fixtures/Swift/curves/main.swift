// Functions that return arrays and structs: the derivative along a direction has the same shape.

import Foundation
import Nabla

@Differentiable
struct Point: Equatable {
  var x: Double
  var y: Double
}

@Derivative
func circle(_ t: Double) -> Point { Point(x: cos(t), y: sin(t)) }

@Derivative
func curve(_ t: Double) -> [Double] { [cos(t), sin(t), t * t] }

@Derivative
func squares(_ x: [Double]) -> [Double] { x.map { $0 * $0 } }

@Derivative
func grown(_ t: Double) -> [Double] {
  var result = [t]
  for _ in 0..<4 { result.append(result[result.count - 1] * t) }
  return result
}

let (_, turn) = circleDerivative(0.3, along: 2)
Check.equal("circle", [turn.x, turn.y], [-2 * sin(0.3), 2 * cos(0.3)])
let (_, speed) = curveDerivative(0.3, along: 2)
Check.equal("curve", speed, [-2 * sin(0.3), 2 * cos(0.3), 1.2])
let (_, change) = squaresDerivative([1, 2, 3], along: [1, 0, -1])
Check.equal("squares", change, [2, 0, -6])
let (_, slopes) = grownDerivative(0.5, along: 1)
Check.equal("grown", slopes, (1...5).map { Double($0) * pow(0.5, Double($0 - 1)) })
Check.finish()

// Functions kept in arrays beside public functions and derivatives of the same type, which nobody stores.

import Foundation
import Nabla

func scaled(by factor: Double) -> (Double) -> Double { { $0 * factor } }

func composed<A, B, C>(_ f: @escaping (A) -> B, _ g: @escaping (B) -> C) -> (A) -> C { { g(f($0)) } }

struct Pipeline {
  var stages: [(Double) -> Double] = []
  mutating func then(_ stage: @escaping (Double) -> Double) -> Self {
    stages.append(stage)
    return self
  }
  func run(_ x: Double) -> Double { stages.reduce(x) { $1($0) } }
}

@Gradient
public func pipeline(_ x: Double, factor: Double) -> Double {
  var pipeline = Pipeline()
  return pipeline.then(composed(scaled(by: factor), sin)).run(x)
}

/// Its derivatives look like stages.
@Gradient
public func cube(_ x: Double) -> Double { x * x * x }

// Several stored properties with one type.
@Differentiable
struct Vector {
  var x, y: Double
  var name = "v", scale: Double
}

@Gradient
func length(_ v: Vector) -> Double { v.scale * (v.x * v.x + v.y * v.y).squareRoot() }

let gradient = pipelineGradient(1.2, factor: 0.7)
Check.equal("pipeline", [gradient.x, gradient.factor], [0.7 * cos(0.84), 1.2 * cos(0.84)])
Check.equal("cube", cubeGradient(3), 27)
Check.equal("stored", [cubeGradient, { $0 + 1 }].map { $0(2) }, [12, 3])
let vector = lengthGradient(Vector(x: 3, y: 4, scale: 2))
Check.equal("together", [vector.x, vector.y, vector.scale], [1.2, 1.6, 5])
Check.finish()

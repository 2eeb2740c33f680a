// Derivatives of closures and functions by ordinary calls: gradients, directions, pullbacks, Jacobians, Hessians.

import Foundation
import Nabla

@Differentiable
struct Line {
  var slope: Double
  var offsets: [Double]
  @NoDerivative var scale: Double = 2
}

struct Negative: Error {}

/// Captures an array, a number and a function.
func fit(_ data: [Double], rate: Double, steps: Int, model: (Double, [Double]) -> Double) -> [Double] {
  var weights = [0.0, 0.0]
  for _ in 0..<steps {
    let slope = gradient(at: weights) { weights in
      var sum = 0.0
      for (i, y) in data.enumerated() {
        let error = weights[0] + weights[1] * Double(i) - y
        sum += error * error
      }
      return sum
    }
    for i in weights.indices { weights[i] -= rate * slope[i] }
  }
  return weights
}

func energy(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 1..<x.count { sum += sin(x[i]) * x[i - 1] * x[i - 1] }
  return sum
}

func generic<T: DifferentiableScalar>(_ factor: T, _ x: [T]) -> [T] {
  gradient(at: x) { x in x.reduce(0) { $0 + factor * $1 * $1 } }
}

let x = sample(5)
let v = sample(5, seed: 3)
func moved(_ t: Double) -> [Double] { zip(x, v).map { $0 + t * $1 } }

// Gradients.
Check.equal("number", gradient(at: 3.0) { $0 * $0 }, 6)
Check.equal("float", Double(gradient(at: Float(3)) { $0 * $0 }), 6)
Check.gradient("function", gradient(at: x, of: energy), of: energy, at: x)
let (value, slope) = valueWithGradient(at: x) { energy($0.map { 2 * $0 }) }
Check.equal("value", value, energy(x.map { 2 * $0 }))
Check.gradient("closure", slope, of: { energy($0.map { 2 * $0 }) }, at: x)
let (da, dx) = gradient(at: 2.0, x) { a, x in energy(x) * a * a }
Check.equal("two, first", da, 4 * energy(x))
Check.equal("two, second", dx, gradient(at: x, of: energy).map { 4 * $0 })
let three = gradient(at: 2.0, 3.0, [4.0]) { a, b, c in a * b * b * c[0] }
Check.equal("three", [three.0, three.1, three.2[0]], [36, 48, 18])
Check.equal("captures", fit([1, 3, 5], rate: 0.05, steps: 400, model: { $0 * $1[0] }), [1, 2])
Check.equal("generic", generic(3.0, x), x.map { 6 * $0 })
Check.equal("generic float", generic(Float(3), [1, 2]).map(Double.init), [6, 12])

let line = gradient(at: Line(slope: 2, offsets: [1, 3])) { $0.slope * $0.offsets[0] * $0.offsets[1] * $0.scale }
Check.equal("structure", [line.slope] + line.offsets + [line.scale], [6, 12, 4, 0])

do {
  let root = { (x: Double) throws -> Double in
    if x < 0 { throw Negative() }
    return sqrt(x)
  }
  Check.equal("throwing", try gradient(at: 4.0, of: root), 0.25)
  _ = try gradient(at: -1.0, of: root)
  Check.equal("thrown", 0, 1)
} catch { Check.equal("error", error is Negative ? 1 : 0, 1) }

// Directions.
Check.equal("direction", derivative(at: x, along: v, of: energy), Check.slope { energy(moved($0)) })
let curve = valueWithDerivative(at: 0.5) { t in [cos(t), sin(t)] }
Check.equal("curve", curve.derivative, [-sin(0.5), cos(0.5)])
Check.equal("curve value", curve.value, [cos(0.5), sin(0.5)])
let pair = derivative(at: 2.0) { t in (t * t, count: 3, [t]) }
Check.equal("tuple", [pair.0, Double(pair.count)] + pair.2, [4, 3, 1])

// Pullbacks.
let (energyValue, energyPullback) = valueWithPullback(at: x, of: energy)
Check.equal("pullback value", energyValue, energy(x))
Check.equal("pullback", energyPullback(3), gradient(at: x, of: energy).map { 3 * $0 })
Check.equal("pullback again", energyPullback(-1), gradient(at: x, of: energy).map { -$0 })

// Second derivatives, and matrices.
Check.equal("second", derivative(at: 3.0) { x in derivative(at: x) { $0 * $0 * $0 } }, 18)
Check.equal("perturbations", derivative(at: 3.0) { x in x * derivative(at: 2.0) { y in x * y } }, 6)
Check.equal("reverse of forward", gradient(at: 3.0) { x in derivative(at: x) { $0 * $0 * $0 } }, 18)
let rows = jacobian(at: [1.0, 2.0]) { x in [x[0] * x[0] * x[1], x[1], x[0]] }
Check.equal("jacobian", rows.flatMap { $0 }, [4, 1, 0, 1, 1, 0])
let product = hessianVectorProduct(at: x, along: v, of: energy)
for i in x.indices {
  Check.equal("product", product[i], Check.slope { gradient(at: moved($0), of: energy)[i] })
}
let matrix = hessian(at: x, of: energy)
Check.equal("hessian", matrix.map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 } }, product)
Check.finish()

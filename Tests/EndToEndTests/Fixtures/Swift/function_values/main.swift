// Derivatives as functions: `@Pullback`, and the expression macros `#gradient`, `#derivative`, `#jacobian`, ….

import Foundation
import Nabla

@Pullback
func trajectory(_ start: [Double], time: Double, count: Int) -> [Double] {
  start.map { sin($0 * time) * Double(count) }
}

@Pullback
func summary(_ x: [Double]) -> (sum: Double, count: Int, squares: [Double]) {
  (x.reduce(0, +), x.count, x.map { $0 * $0 })
}

@Pullback
func product(_ x: [Double], scale: Double) -> Double { x.reduce(scale, *) }

struct Negative: Error {}

@Pullback
func roots(_ x: [Double]) throws -> [Double] {
  if x.contains(where: { $0 < 0 }) { throw Negative() }
  return x.map { $0.squareRoot() }
}

struct Filter {
  var gain: Double
  @Pullback(wrt: "self", "x")
  func filtered(_ x: [Double]) -> [Double] { x.indices.map { x[$0] * gain - ($0 > 0 ? x[$0 - 1] : 0) } }
}
extension Filter: Differentiable {
  func zeroTangent() -> Filter { Filter(gain: 0) }
  func tangentShapeMismatch(with tangent: Filter) -> TangentShapeMismatch? { nil }
  mutating func makeTangentUnique() {}
  mutating func scaleTangent<Scalar: DifferentiableScalar>(by factor: Scalar) { gain.scaleTangent(by: factor) }
  func innerProduct(with adjoint: Filter) -> Double { gain * adjoint.gain }
  mutating func clearConstantParts() {}
}

func loss(_ x: [Double], _ scale: Double) -> Double { x.reduce(0) { $0 + sin($1 * scale) } }

func slope(at scale: Double) -> ([Double]) -> [Double] { #gradient { (x: [Double]) in loss(x, scale) } }

let x = sample(4).map { $0 + 1.5 }

// Pullbacks: one value, many adjoints.
let (end, pullback) = trajectoryValueWithPullback(x, time: 0.5, count: 3)
Check.equal("value", end, trajectory(x, time: 0.5, count: 3))
for row in x.indices {
  var seed = [Double](repeating: 0, count: 4)
  seed[row] = 1
  let (start, time) = pullback(seed)
  var want = seed
  want[row] = 3 * cos(0.5 * x[row]) * 0.5
  Check.equal("start", start, want)
  Check.equal("time", time, 3 * cos(0.5 * x[row]) * x[row])
}
let squares = summaryPullback(x)((sum: 2, count: 4, squares: [1, 0, 0, 1]))
Check.equal("tuple", squares, [2 + 2 * x[0], 2, 2, 2 + 2 * x[3]])
let (dx, dScale) = productPullback([2, 3], scale: 5)(10)
Check.equal("number", dx + [dScale], [150, 100, 60])
let (filter, input) = Filter(gain: 3).filteredPullback([1, 2])([10, 100])
Check.equal("method", [filter.gain] + input, [210, -70, 300])
do {
  let (_, pullback) = try rootsValueWithPullback([4, 9])
  Check.equal("throwing", pullback([1, 1]), [0.25, 1.0 / 6])
  _ = try rootsPullback([-1])
  Check.equal("thrown", 0, 1)
} catch { Check.equal("error", error is Negative ? 1 : 0, 1) }

// Functions that return derivatives.
Check.equal("captured", slope(at: 2)(x), x.map { 2 * cos(2 * $0) })
let both = #gradient(of: loss)
let (first, second) = both(x, 2)
Check.equal("first", first, slope(at: 2)(x))
Check.gradient("second", [second], of: { loss(x, $0[0]) }, at: [2])
let valued = #valueWithGradient { (x: Double) in x * x * x }
Check.equal("value of number", valued(2).value, 8)
Check.equal("gradient of number", valued(2).gradient, 12)
let velocity = #derivative { (t: Double) in [cos(t), sin(t)] }
Check.equal("velocity", velocity(0.5), [-sin(0.5), cos(0.5)])
let change = #derivative { (x: [Double]) in x[0] * x[1] }
Check.equal("change", change([2, 3], [1, 0]), 3)
let matrix = #jacobian { (x: [Double]) in [x[0] * x[1], x[1]] }
Check.equal("jacobian", matrix([2, 3]).flatMap { $0 }, [3, 2, 0, 1])
let curvature = #hessian { (x: [Double]) in x[0] * x[1] * x[1] }
Check.equal("hessian", curvature([2, 3]).flatMap { $0 }, [0, 6, 6, 4])
let curve = #hvp { (x: [Double]) in x[0] * x[1] * x[1] }
Check.equal("hvp", curve([2, 3], [1, 0]), [0, 6])
let scale = 3.0
let (scaled, back) = #valueWithPullback(at: [1.0, 2.0]) { x in x.map { $0 * $0 * scale } }
Check.equal("closure value", scaled, [3, 12])
Check.equal("closure pullback", back([1, 0]) + back([0, 1]), [6, 0, 0, 12])
let adjoint = #pullback { (x: [Double]) in x.map { $0 * scale } }
Check.equal("pullback of closure", adjoint([1, 2], [1, 2]), [3, 6])
// A function that is chosen when the program runs, among those that it has.
func pick(_ n: Int) -> (Double) -> Double { n == 0 ? { $0 * $0 } : { $0 + 1 } }
let chosen = pick(CommandLine.arguments.count - 1)
Check.equal("chosen", gradient(at: 2.0, of: chosen), 4)

Check.finish()

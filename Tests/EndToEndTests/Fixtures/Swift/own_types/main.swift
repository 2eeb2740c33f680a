// Types of one's own as parameters and results: structs, enums and classes with `@Differentiable`.

import Foundation
import Nabla

@Differentiable
enum Shape {
  case circle(radius: Double)
  case rectangle(Double, height: Double)
  case polygon([SIMD2<Double>], closed: Bool)
  case labelled(String, corner: (x: Double, y: Double))
  case empty

  var area: Double {
    switch self {
    case .circle(let radius): return .pi * radius * radius
    case .rectangle(let width, let height): return width * height
    case .polygon(let points, _):
      var sum = 0.0
      for i in points.indices {
        let (a, b) = (points[i], points[(i + 1) % points.count])
        sum += a.x * b.y - a.y * b.x
      }
      return sum / 2
    case .labelled(_, let corner): return corner.x * corner.y
    case .empty: return 0
    }
  }
}

@Differentiable
struct Material {
  var density: Double
  var layers = [1.0, 2.0]
  var name = "steel"
  @NoDerivative var price = 3.0
}

@Differentiable
final class Model {
  var weights: [Double]
  var bias = 0.5
  var material: Material
  let count: Int
  let limit = 4
  weak var parent: Model?
  @NoDerivative var rate = 0.1

  init(weights: [Double], material: Material) {
    self.weights = weights
    self.material = material
    count = weights.count
  }

  func predict(_ x: Double) -> Double {
    var sum = bias
    for i in 0..<count { sum += weights[i] * pow(x, Double(i)) }
    return sum * material.density * material.layers[1] * rate
  }
}

@Differentiable
struct Pair<First, Second> {
  var first: First
  var second: Second
}

@Gradient
@Derivative
func mass(_ shapes: [Shape], of material: Material) -> Double {
  shapes.reduce(0) { $0 + $1.area } * material.density * material.layers[0] * material.price
}

@Gradient
@Pullback
func error(_ model: Model, at x: Double) -> Double {
  let value = model.predict(x)
  return value * value
}

@Pullback
func scaled(_ shape: Shape, by factor: Double) -> Shape {
  switch shape {
  case .circle(let radius): .circle(radius: radius * factor)
  case .rectangle(let width, let height): .rectangle(width * factor, height: height * factor)
  default: shape
  }
}

let steel = Material(density: 2)
let shapes: [Shape] = [
  .circle(radius: 2), .rectangle(2, height: 3), .polygon([[0, 0], [2, 0], [0, 2]], closed: true),
  .labelled("l", corner: (2, 5)), .empty,
]
let (value, slope) = massValueWithGradient(shapes, of: steel)
let total = shapes.reduce(0) { $0 + $1.area }
Check.equal("value", value, total * 6)
Check.equal("density", slope.material.density, total * 3)
Check.equal("layers", slope.material.layers, [total * 6, 0])
Check.equal("price", slope.material.price, 0)
for shape in slope.shapes {
  switch shape {
  case .circle(let radius): Check.equal("circle", radius, 4 * .pi * 6)
  case .rectangle(let width, let height): Check.equal("rectangle", [width, height], [18, 12])
  case .polygon(let points, let closed):
    Check.equal("polygon", points.flatMap { [$0.x, $0.y] }, [-1, -1, 1, 0, 0, 1].map { 6 * $0 })
    Check.equal("closed", closed ? 1 : 0, 1)
  case .labelled(let name, let corner):
    Check.equal("labelled", [corner.x, corner.y], [30, 12])
    Check.equal("name", name == "l" ? 1 : 0, 1)
  case .empty: break
  }
}
let directions: [Shape] = [
  .circle(radius: 1), .rectangle(0, height: 1), .polygon([[0, 0], [1, 0], [0, 0]], closed: true),
  .labelled("", corner: (0, 0)), .empty,
]
let change = massDerivative(
  shapes, of: steel, along: (shapes: directions, material: Material(density: 0, layers: [0, 0], price: 7))
)
Check.equal("direction", change.derivative, 4 * .pi * 6 + 12 + 6)

let model = Model(weights: [1, 2], material: steel)
let (dModel, dx) = errorGradient(model, at: 3)
let y = model.predict(3)
Check.equal("weights", dModel.weights, [2 * y * 0.4, 2 * y * 1.2])
Check.equal("bias", [dModel.bias, dModel.rate, dModel.material.density], [2 * y * 0.4, 0, y * y])
Check.equal("x", dx, 2 * y * 0.8)
Check.equal("kept", Double(dModel.count + dModel.limit), 6)
Check.equal("original", model.weights + [model.bias], [1, 2, 0.5])
let back = errorPullback(model, at: 3)
Check.equal("scaled class", back(10).model.weights, dModel.weights.map { 10 * $0 })

let (small, pullback) = scaledValueWithPullback(.rectangle(2, height: 3), by: 4)
Check.equal("result", small.area, 96)
let (adjoint, factor) = pullback(.rectangle(1, height: 10))
Check.equal("enum adjoint", factor, 32)
if case .rectangle(let width, let height) = adjoint { Check.equal("case", [width, height], [4, 40]) }

let pair = gradient(at: Pair(first: 2.0, second: [3.0, 4.0])) { $0.first * $0.second[0] * $0.second[1] }
Check.equal("generic", [pair.first] + pair.second, [12, 8, 6])
Check.finish()

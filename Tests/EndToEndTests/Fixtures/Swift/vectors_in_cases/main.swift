// Enums whose cases hold vectors, numbers and other cases in the same words.

import Foundation
import Nabla

@Differentiable
enum Surface {
  case plane(slope: Double)
  case sphere(centre: SIMD3<Double>, radius: Double)
  indirect case blend(Surface, Surface, smoothness: Double)
  case everywhere

  func distance(_ p: SIMD3<Double>) -> Double {
    switch self {
    case .plane(let slope): p.y - slope * p.x
    case let .sphere(c, r): ((p - c) * (p - c)).sum().squareRoot() - r
    case .blend(let a, let b, let k):
      -log(exp(-k * a.distance(p)) + exp(-k * b.distance(p))) / k
    case .everywhere: 0
    }
  }
}

@Differentiable
enum Shape {
  case plane(Double)
  case point(SIMD2<Double>)
}

@Gradient @Derivative
func march(_ scene: Surface, from p: SIMD3<Double>) -> Double {
  var at = p
  for _ in 0..<3 { at += 0.5 * scene.distance(at) * SIMD3(0, 0, 1) }
  return at.z + scene.distance(at)
}

@Gradient @Derivative
func size(_ shape: Shape, scale: Double) -> Double {
  switch shape {
  case .plane(let slope): scale - slope * scale
  case .point(let p): p.x * p.x + scale * p.y * p.y
  }
}

func scene(_ x: [Double]) -> Surface {
  .blend(
    .sphere(centre: [x[0], x[1], x[2]], radius: x[3]),
    .blend(.plane(slope: x[4]), .everywhere, smoothness: 3), smoothness: x[5])
}

func numbers(_ surface: Surface) -> [Double] {
  guard case let .blend(.sphere(c, r), .blend(.plane(slope), .everywhere, _), k) = surface else { return [] }
  return [c.x, c.y, c.z, r, slope, k]
}

let start: SIMD3<Double> = [0.3, -0.2, 0.1]
Check.both(
  "surfaces", { march(scene($0), from: start) }, { numbers(marchGradient(scene($0), from: start).scene) },
  { marchDerivative(scene($0), from: start, along: (scene: tangent($1), p: .zero)) })

/// A direction: what is not varied has none.
func tangent(_ v: [Double]) -> Surface {
  .blend(
    .sphere(centre: [v[0], v[1], v[2]], radius: v[3]),
    .blend(.plane(slope: v[4]), .everywhere, smoothness: 0), smoothness: v[5])
}

let shape = Shape.point([2, 1])
if case .point(let p) = sizeGradient(shape, scale: 3).shape { Check.equal("point", [p.x, p.y], [4, 6]) }
Check.equal("x", sizeDerivative(shape, scale: 3, along: (shape: .point([1, 0]), scale: 0)).derivative, 4)
Check.equal("y", sizeDerivative(shape, scale: 3, along: (shape: .point([0, 1]), scale: 0)).derivative, 6)
Check.finish()

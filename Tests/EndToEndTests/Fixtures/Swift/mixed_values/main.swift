// Values of any type of a protocol, of which some hold doubles, some floats and some are objects; shapes with vectors of
// floats, doubles, arrays and boxes.

import Foundation
import Nabla

// MARK: behind a protocol

protocol Priced {
  func price(_ rate: Double) -> Double
}

extension Priced {
  func sensitivity(_ rate: Double) -> Double { (price(rate + 0.01) - price(rate - 0.01)) / 0.02 }
}

struct Bond: Priced {
  var face: Double
  var years: Int
  func price(_ rate: Double) -> Double { face / pow(1 + rate, Double(years)) }
}

struct Perpetuity: Priced {
  var coupon: Float
  var growth: Double
  func price(_ rate: Double) -> Double { Double(coupon) / (rate - growth) }
}

final class Basket: Priced {
  var parts: [any Priced]
  lazy var scale: Double = Double(parts.count)
  init(_ parts: [any Priced]) { self.parts = parts }
  func price(_ rate: Double) -> Double { parts.map { $0.price(rate) }.reduce(0, +) / scale }
}

@Gradient @Derivative
func basket(_ x: [Double]) -> Double {
  var items: [any Priced] = x.enumerated().map { Bond(face: $1, years: $0 + 1) }
  items.append(Perpetuity(coupon: Float(x[0]), growth: 0.01))
  items.append(Basket([Bond(face: x[1] * x[2], years: 2), Perpetuity(coupon: Float(x[3]), growth: -0.02)]))
  let basket = Basket(items)
  let rate = 0.05 + 0.01 * x[1]
  return basket.price(rate) + 0.1 * basket.sensitivity(rate)
}

// MARK: in an enum

typealias Place = SIMD3<Float>

func length(_ a: Place) -> Float { (a * a).sum().squareRoot() }

enum Shape {
  case sphere(center: Place, radius: Float)
  case box(Place, half: Place, rounding: Double, hollow: Bool)
  case union([Shape], blend: Float)
  indirect case moved(by: SIMD2<Double>, Shape)
  case plane(height: Double)

  func distance(_ p: Place) -> Float {
    switch self {
    case .sphere(let center, let radius): return length(p - center) - radius
    case .box(let center, let half, let rounding, let hollow):
      let d = p - center
      let q = Place(abs(d.x), abs(d.y), abs(d.z)) - half
      let outside = length(q.clamped(lowerBound: .zero, upperBound: Place(repeating: .infinity)))
      let s = outside + min(q.max(), 0) - Float(rounding)
      return hollow ? abs(s) - 0.05 : s
    case .union(let shapes, let k):
      return -log(shapes.map { exp(-k * $0.distance(p)) }.reduce(0, +)) / k
    case .moved(let offset, let shape):
      return shape.distance(p - Place(Float(offset.x), Float(offset.y), 0))
    case .plane(let h): return p.y + Float(h)
    }
  }
}

@Gradient
func depth(_ x: [Float]) -> Float {
  let box = Shape.box([1, 0, 4], half: [0.4, 0.5, 0.3], rounding: Double(x[5]), hollow: false)
  let scene = Shape.union(
    [
      .sphere(center: [0, 0, 4], radius: x[0]), .moved(by: [Double(x[2]), Double(x[3])], box),
      .plane(height: Double(x[4])),
    ], blend: x[1])
  var t: Float = 0
  for _ in 0..<20 { t += 0.8 * scene.distance(Place(0.1, -0.05, 1) * t) }
  return t
}

// MARK: with floats only: counts of arrays lie where other cases have numbers

enum Solid {
  case ball(center: Place, radius: Float)
  case union([Solid], blend: Float)
  indirect case moved(by: SIMD2<Float>, Solid)

  func distance(_ p: Place) -> Float {
    switch self {
    case .ball(let center, let radius): length(p - center) - radius
    case .union(let solids, let k): -log(solids.map { exp(-k * $0.distance(p)) }.reduce(0, +)) / k
    case .moved(let offset, let solid): solid.distance(p - Place(offset.x, offset.y, 0))
    }
  }
}

@Gradient
func clearance(_ x: [Float]) -> Float {
  let ball = Solid.ball(center: [x[3], 0.2, 3], radius: 0.5)
  let scene = Solid.union(
    [.ball(center: [0, 0, 4], radius: x[0]), .moved(by: [x[2], x[4]], ball)], blend: x[1])
  return scene.distance([0.1, 0.2, 0.3]) * scene.distance([x[5], 0, 1])
}

@main struct Program {
  static func compare(_ name: String, _ f: ([Float]) -> Float, _ gradient: ([Float]) -> [Float]) {
    let x: [Float] = [0.5, 2, 0.3, 0.2, 0.6, 0.1]
    let got = gradient(x)
    for i in x.indices {
      var (left, right) = (x, x)
      left[i] -= 1e-2
      right[i] += 1e-2
      Check.equal("\(name)[\(i)]", Double(got[i]), Double((f(right) - f(left)) / 2e-2), tolerance: 1e-3)
    }
  }

  static func main() {
    let got = basketGradient(Check.point)
    for i in got.indices {
      var direction = [Double](repeating: 0, count: got.count)
      direction[i] = 1
      let forward = basketDerivative(Check.point, along: direction).derivative
      Check.equal("basket[\(i)]", got[i], forward, tolerance: 2e-6)
      let difference = Check.slope { t in
        var y = Check.point
        y[i] += 25 * t
        return basket(y)
      }
      Check.equal("basket[\(i)] difference", got[i], difference / 25, tolerance: 1e-4)
    }
    compare("depth", depth, depthGradient)
    compare("clearance", clearance, clearanceGradient)
    print(Check.failures == 0 ? "ok" : "failed")
    exit(Check.failures == 0 ? 0 : 1)
  }
}

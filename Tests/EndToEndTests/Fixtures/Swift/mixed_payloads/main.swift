// Enums of which some cases hold doubles, some floats, and some objects in the same bytes.

import Foundation
import Nabla

// MARK: doubles and floats

enum Rate {
  case wide(Double)
  case pair(Float, Float)
  case count(Int32, Float)
  case narrow(Float)
  case vector(SIMD4<Float>)
  case vectors(SIMD2<Double>)
}

@inline(never) func value(_ rate: Rate, _ t: Double) -> Double {
  switch rate {
  case .wide(let x): x * x * t
  case .pair(let a, let b): Double(a * b) * t
  case .count(let n, let x): Double(n) * Double(x) + t
  case .narrow(let x): Double(x * x) - t
  case .vector(let v): Double((v * v).sum())
  case .vectors(let v): (v * v).sum() * t
  }
}

/// Every payload is read twice, so that adjoints meet.
@Gradient @Derivative
func rates(_ x: [Double]) -> Double {
  var all: [Rate] = []
  for (i, v) in x.enumerated() {
    switch i % 6 {
    case 0: all.append(.wide(v))
    case 1: all.append(.pair(Float(v), Float(v + 1)))
    case 2: all.append(.count(Int32(i), Float(v)))
    case 3: all.append(.vector([Float(v), 1, Float(x[0]), 2]))
    case 4: all.append(.vectors([v, x[1]]))
    default: all.append(.narrow(Float(v)))
    }
  }
  all.reverse()
  return all.reduce(0) { $0 + value($1, 1.5) * value($1, 0.5) }
}

func check(
  _ name: String, _ f: ([Double]) -> Double, _ gradient: ([Double]) -> [Double],
  _ derivative: ([Double], [Double]) -> (value: Double, derivative: Double)
) {
  let got = gradient(Check.point)
  for i in got.indices {
    var direction = [Double](repeating: 0, count: got.count)
    direction[i] = 1
    let forward = derivative(Check.point, direction).derivative
    var (left, right) = (Check.point, Check.point)
    left[i] -= 4e-3
    right[i] += 4e-3
    // Floats: differences tell little, but forward mode goes another way.
    Check.equal("\(name)[\(i)]", got[i], forward, tolerance: 2e-6)
    Check.equal("\(name)[\(i)] difference", got[i], (f(right) - f(left)) / 8e-3, tolerance: 3e-3)
  }
}

check("rates", rates, { ratesGradient($0) }, { ratesDerivative($0, along: $1) })

// MARK: a machine whose state is such an enum

enum Mode {
  case idle
  case ramp(rate: Float, left: Int32, Bool)
  case hold(target: Double, (gain: Double, bias: Float)?)
  case fault(code: UInt8, history: [Double])
}

struct Controller {
  private(set) var mode = Mode.idle
  var output = 0.0
  private var integral: Float = 0

  mutating func step(_ error: Double, gains: (p: Double, i: Double)) {
    integral += Float(error * gains.i)
    switch mode {
    case .idle where error > 0.2:
      mode = .ramp(rate: Float(gains.p * 0.1), left: 3, true)
    case .idle: break
    case .ramp(_, 0, _):
      mode = .hold(target: output, error > 0 ? (gain: gains.p, bias: integral) : nil)
    case .ramp(let rate, let left, let up):
      output += Double(up ? rate : -rate) + 0.1 * error
      mode = .ramp(rate: rate * 0.9, left: left - 1, up)
    case .hold(let target, let law?):
      output = target + law.gain * error + Double(law.bias)
      if abs(error) < 0.3 { mode = .fault(code: 3, history: [error, target]) }
    case .hold(let target, nil):
      output = target
    case .fault(let code, let history):
      output = Double(code) * history.reduce(0, +) * 0.1
    }
  }
}

@Gradient @Derivative
func closedLoop(_ x: [Double]) -> Double {
  var controller = Controller()
  var (position, cost) = (0.0, 0.0)
  for _ in 0..<14 {
    controller.step(x[5] - 0.1 - position, gains: (x[0] + 0.05, 0.25 * x[2]))
    position += 0.3 * (controller.output - 0.2 * position)
    cost += (x[5] - position) * (x[5] - position)
  }
  return cost
}

check("machine", closedLoop, { closedLoopGradient($0) }, { closedLoopDerivative($0, along: $1) })

// MARK: trees: floats and doubles where other nodes have their children

indirect enum Law {
  case constant(Float)
  case arrhenius(a: Double, energy: Double)
  case species(Int)
  case product(Law, Law)
  case sum([Law])
  case hill(Law, half: Float, order: Double, active: Bool)

  func rate(_ c: [Double]) -> Double {
    switch self {
    case .constant(let k): return Double(k)
    case .arrhenius(let a, let energy): return a * exp(-energy / 3)
    case .species(let i): return c[i]
    case .product(let a, let b): return a.rate(c) * b.rate(c)
    case .sum(let terms): return terms.reduce(0) { $0 + $1.rate(c) }
    case .hill(let law, let half, let order, let active):
      let (x, k) = (pow(law.rate(c), order), pow(Double(half), order))
      return active ? x / (k + x) : k / (k + x)
    }
  }
}

@Gradient @Derivative
func reactor(_ p: [Double]) -> Double {
  let laws: [Law] = [
    .product(.arrhenius(a: p[0], energy: p[1]), .species(0)),
    .product(.constant(Float(p[2])), .hill(.species(0), half: Float(p[3]), order: p[5], active: true)),
    .sum([.species(1), .product(.constant(2), .constant(Float(p[4])))]),
  ]
  var c = [1.0, 0.3, 0.1]
  for _ in 0..<5 {
    let rates = laws.map { $0.rate(c) }
    c = [c[0] + 0.1 * (rates[1] - rates[0]), c[1] + 0.1 * rates[0], c[2] + 0.1 * rates[2]]
  }
  return c[2] + c[0] * c[1]
}

check("tree", reactor, { reactorGradient($0) }, { reactorDerivative($0, along: $1) })

enum Shape {
  case point(SIMD3<Float>, SIMD2<Double>)
  case pair((Float, Float), Float)
  case maybe(Double?)
  indirect case scaled(Shape, Double, Float)
  case nothing

  func size(_ t: Double) -> Double {
    switch self {
    case .point(let p, let q): Double(p.x * p.y + p.z) * t + (q * q).sum()
    case .pair(let p, let z): Double(p.0 * p.1) * t + Double(z * z)
    case .maybe(let x): x ?? 0.7
    case .scaled(let shape, let factor, let offset): shape.size(t) * factor + Double(offset)
    case .nothing: t
    }
  }
}

struct Item {
  var tag: Int32
  var shape: Shape
}

/// A constant is no derivative, and a child no number.
@Gradient @Derivative
func shapes(_ x: [Double]) -> Double {
  let inner = Shape.pair((Float(x[0]), Float(x[1])), 2)
  var items = [
    Item(tag: 1, shape: .nothing), Item(tag: 2, shape: .scaled(inner, x[2], Float(x[3]))),
    Item(tag: 3, shape: .pair((2, 3), Float(x[4]))), Item(tag: 4, shape: .maybe(x[(x.count + 5) % x.count])),
    Item(tag: 5, shape: .point([Float(x[1]), 2, 1], [x[(x.count + 4) % x.count], x[0]])),
  ]
  items.swapAt(0, 1)
  items.append(Item(tag: 6, shape: .scaled(items[2].shape, x[5], 1)))
  return items.reduce(0) { $0 + $1.shape.size(1.5) * $1.shape.size(Double($1.tag)) }
}

check("shapes", shapes, { shapesGradient($0) }, { shapesDerivative($0, along: $1) })
Check.finish()

// Enums whose cases hold numbers, small records, vectors and arrays in the same words.

import Nabla

enum Layer {
  case bias(Float)
  case weights([Float])
  case none

  func apply(_ x: Double) -> Double {
    switch self {
    case .bias(let b): x + Double(b)
    case .weights(let w): w.reduce(0) { $0 + Double($1) * x }
    case .none: x
    }
  }
}

@inline(never)
func network(_ x: [Double]) -> [Layer] {
  [.bias(Float(x[0] * x[1])), .weights(x.map { Float($0 * $0) }), .none]
}

@Gradient @Derivative
func layers(_ x: [Double]) -> Double { network(x).reduce(x[2]) { $1.apply($0) } }

struct Weighted {
  var weight: Float
  var count: UInt8
}

enum Item {
  case count(Int32)
  case weighted(Weighted)
  case perhaps(Float?)
  case nothing

  var value: Double {
    switch self {
    case .count(let n): Double(n)
    case .weighted(let w): Double(w.weight) * Double(w.count)
    case .perhaps(let x): Double(x ?? 0.25)
    case .nothing: 0.5
    }
  }
}

@inline(never)
func item(_ x: [Double], _ kind: Int) -> Item {
  switch kind {
  case 0: .count(2)
  case 1: .weighted(Weighted(weight: Float(x[0] * x[1]), count: 3))
  case 2: .perhaps(x[1] > 0 ? Float(x[2] * x[2]) : nil)
  default: .nothing
  }
}

@Gradient @Derivative
func items(_ x: [Double]) -> Double {
  var all: [Item] = []
  for kind in 0..<4 { all.append(item(x, kind)) }
  return all.reduce(x[3]) { $0 * 0.5 + $1.value * x[0] }
}

enum Sample {
  case index(Int)
  case point(SIMD3<Double>)
  case none

  var value: Double {
    switch self {
    case .index(let i): Double(i)
    case .point(let p): 2 * (p * p).sum()
    case .none: 0.5
    }
  }
}

@inline(never)
func sample(_ x: [Double], _ kind: Int) -> Sample {
  switch kind {
  case 0: .index(2)
  case 1: .point(SIMD3(x[0], x[1], x[2] * x[3]))
  default: .none
  }
}

@Gradient @Derivative
func samples(_ x: [Double]) -> Double {
  var all: [Sample] = []
  for kind in 0..<3 { all.append(sample(x, kind)) }
  return all.reduce(x[3]) { $0 * 0.5 + $1.value * x[0] }
}

// Single precision would show in differences: these work on numbers that it holds exactly.
let (x, v) = ([0.5, 1.25, 0.75, 2], [0.5, -1, 2, 0.25])
let squares = x.map { $0 * $0 }.reduce(0, +)
let inner = x[2] + x[0] * x[1]
let want = [
  2 * x[0] * inner + squares * x[1], 2 * x[1] * inner + squares * x[0], 2 * x[2] * inner + squares, 2 * x[3] * inner,
]
Check.equal("layers", layersGradient(x), want, tolerance: 1e-6)
Check.equal(
  "layers along", layersDerivative(x, along: v).derivative, zip(want, v).map(*).reduce(0, +), tolerance: 1e-6)

let parts = [2 * x[0] / 8, 3 * x[0] * x[0] * x[1] / 4, x[0] * x[2] * x[2] / 2, x[0] / 2]
let wanted = [
  parts[0] / x[0] + 2 * parts[1] / x[0] + parts[2] / x[0] + parts[3] / x[0], parts[1] / x[1], 2 * parts[2] / x[2],
  1.0 / 16,
]
Check.equal("items", itemsGradient(x), wanted, tolerance: 1e-6)
Check.equal("items along", itemsDerivative(x, along: v).derivative, zip(wanted, v).map(*).reduce(0, +), tolerance: 1e-6)

Check.both("samples", samples, { samplesGradient($0) }, { samplesDerivative($0, along: $1) })
Check.finish()

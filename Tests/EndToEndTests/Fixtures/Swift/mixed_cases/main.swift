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

final class Node {
  var value: Double
  init(_ value: Double) { self.value = value }
}

enum Record {
  case title(String)
  case linked([Double], [Int], Node?)
  case measured(Double?, SIMD3<Double>, Int32)

  var value: Double {
    switch self {
    case .title(let t): Double(t.count)
    case .linked(let list, _, let node): list[0] * list[1] + 3 * (node?.value ?? 1.5)
    case .measured(let a, let p, let n): (a ?? 0.25) + (p * p).sum() * Double(n)
    }
  }
}

@inline(never)
func record(_ x: [Double], _ kind: Int) -> Record {
  switch kind {
  case 0: .title("abc")
  case 1: .linked([x[0], x[2]], [1, 2], Node(x[1] * x[2]))
  default: .measured(x[0], SIMD3(x[1], x[2], x[0]), 1)
  }
}

@Gradient @Derivative
func linked(_ x: [Double]) -> Double { record(x, 1).value }

@Gradient @Derivative
func records(_ x: [Double]) -> Double { (0..<3).map { record(x, $0).value }.reduce(1, *) }

enum Segment {
  case marked(Float, Bool)
  case curve(Float, (Float, Float), (Float, Float))
  case empty

  @inline(never)
  func value(_ t: Double) -> Double {
    switch self {
    case .marked(let a, let b): Double(a) * t + (b ? 1.5 : 0.5)
    case .curve(let a, let b, let c): Double(a * a) * t + Double(b.0 * b.1) * t + Double(c.0 * c.1)
    case .empty: t
    }
  }
}

/// The end of one pair is the start of the next: a word with two equal halves.
@Gradient @Derivative
func segments(_ x: [Double]) -> Double {
  var all: [Segment] = [.empty]
  all.append(.curve(Float(x[3]), (Float(x[0]), Float(x[1])), (Float(x[1]), Float(x[2]))))
  all.append(.marked(Float(x[1]), x[2] > 0))
  var (sum, state) = (0.0, Segment.empty)
  for (i, e) in all.enumerated() {
    sum += 0.5 * state.value(1 + 0.5 * Double(i))
    if i % 3 != 2 { state = e }
  }
  return sum
}

enum Shape {
  case mixed(Double, Int32, Double)
  case one(Double)
  case list([Double])
  case other(Double)
  indirect case both(Shape, Shape)

  var value: Double {
    switch self {
    case .mixed(let a, let k, let d): a * d * Double(k)
    case .one(let a): 2 * (a + 1)
    case .list(let list): 3 * list[0] * list[1]
    case .other(let a): 6 * a
    case .both(let a, let b): a.value * b.value + a.value
    }
  }

  mutating func change(_ x: [Double]) {
    switch self {
    case .list: self = .list([x[3], x[0] * x[2]])
    case .other: self = .other(x[2] * x[2])
    default: break
    }
  }
}

@inline(never)
func shape(_ x: [Double], _ kind: Int) -> Shape {
  switch kind {
  case 0: .mixed(x[3], 2, x[0] - 2 * x[3])
  case 1: .one(x[1] * 1.25)
  case 2: .list([x[0], x[2] * x[2]])
  case 3: .other(x[3] * 1.25)
  default: .both(shape(x, 0), shape(x, 1))
  }
}

final class Box<Item> {
  var item: Item
  init(_ item: Item) { self.item = item }
}

@Gradient @Derivative
func changed(_ x: [Double]) -> Double {
  let box = Box(shape(x, 3))
  let before = box.item.value
  box.item = shape(x, 2)
  box.item.change(x)
  return before * box.item.value
}

enum Term {
  case sample([Int], [Double])
  case value(Double)
  case scale(Double)
  indirect case product(Term, Term)

  var value: Double {
    switch self {
    case .sample(let indices, let values): Double(indices.count) * values[0]
    case .value(let a): a * a
    case .scale(let a): 2 * a
    case .product(let a, let b): a.value * b.value + a.value
    }
  }
}

@inline(never)
func term(_ x: [Double], _ kind: Int) -> Term {
  switch kind {
  case 0: .sample([1, 2], [x[0], x[1]])
  case 1: .value(x[0] * x[1])
  case 2: .scale(x[2])
  default: .product(term(x, 0), term(x, 1))
  }
}

@Gradient @Derivative
func terms(_ x: [Double]) -> Double { (0..<4).reduce(x[3]) { $0 + term(x, $1).value * x[0] } }

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
Check.both("linked", linked, { linkedGradient($0) }, { linkedDerivative($0, along: $1) })
Check.both("records", records, { recordsGradient($0) }, { recordsDerivative($0, along: $1) })
Check.both("changed", changed, { changedGradient($0) }, { changedDerivative($0, along: $1) })

Check.both("terms", terms, { termsGradient($0) }, { termsDerivative($0, along: $1) })

// Half of (d² + a b) 2 + b c: what comes before is constant.
let slopes = [x[1], x[0] + x[2] / 2, x[1] / 2, 2 * x[3]]
Check.equal("segments", segmentsGradient(x), slopes, tolerance: 1e-6)
Check.equal("along", segmentsDerivative(x, along: v).derivative, zip(slopes, v).map(*).reduce(0, +), tolerance: 1e-6)
Check.finish()

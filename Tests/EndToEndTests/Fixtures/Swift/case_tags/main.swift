// Enums whose words are addresses in one case and numbers in another: constant numbers have no tangent, tags of cases
// stay, and vectors of numbers that only move bytes move addresses too.

import Nabla

// MARK: Constant numbers beside addresses

enum Value {
  case number(Double), list([Double]), scaled(Double)

  var value: Double {
    switch self {
    case .number(let d): d * d
    case .list(let values): values[0] * values[1]
    case .scaled(let d): d * 3
    }
  }
}

final class Cell<Item> {
  var item: Item
  init(_ item: Item) { self.item = item }
}

@inline(never)
func constant(_ x: [Double], _ kind: Int) -> Value {
  switch kind {
  case 0: .number(2.5)
  case 1: .list([x[0], x[1]])
  default: .scaled(2)
  }
}

@inline(never)
func active(_ x: [Double], _ kind: Int) -> Value { kind == 0 ? .number(x[0] * x[1]) : .scaled(x[0]) }

@inline(never)
func read(_ item: Value) -> Double { item.value }

@Gradient @Derivative
func returned(_ x: [Double]) -> Double {
  (0..<3).reduce(0) { $0 + read(constant(x, $1)) * x[0] + read(active(x, $1)) }
}

@Gradient @Derivative
func replaced(_ x: [Double]) -> Double {
  var sum = 0.0
  for kind in 0..<3 {
    let cell = Cell(constant(x, kind))
    sum += read(cell.item) * x[0]
    cell.item = active(x, kind)
    sum += read(cell.item)
  }
  return sum
}

@Gradient @Derivative
func listed(_ x: [Double]) -> Double {
  let all = [constant(x, 0), constant(x, 1), .scaled(2), .number(-2), active(x, 0), active(x, 1)]
  return all.reduce(0) { $0 + $1.value * x[0] }
}

// MARK: Tags beside floats

struct Weighted {
  var weight: Float
  var count: UInt8
}

enum Sample {
  case counts([Int])
  case point(SIMD2<Float>, [Int], String)
  case weighted(Weighted, Float, [Int])
  case index(Int)
  indirect case both(Sample, Sample)

  var value: Double {
    switch self {
    case .counts(let counts): Double(counts.count)
    case .point(let p, let counts, let name): 2 * Double(p.x * p.y) + Double(counts.count + name.count)
    case .weighted(let w, let f, let counts): Double(w.weight) * Double(w.count) + Double(f * f) + Double(counts.count)
    case .index(let index): Double(index)
    case .both(let a, let b): a.value * b.value + a.value
    }
  }
}

@inline(never)
func sample(_ x: [Double], kind: Int) -> Sample {
  switch kind {
  case 0: .counts([1, 2])
  case 1: .point(SIMD2(Float(x[0] * x[3]), Float(x[2] * 1.25)), [1, 2], "abc")
  case 2: .weighted(Weighted(weight: Float(x[0] + 0.5), count: 3), Float(x[3]), [1, 2])
  case 3: .index(2)
  default: .both(sample(x, kind: 0), sample(x, kind: 2))
  }
}

@Derivative
func samples(_ x: [Double]) -> Double { (0..<5).reduce(0) { $0 + sample(x, kind: $1).value } }

// MARK: Vectors that move addresses

struct Record {
  var name: String
  var values: [Double]
  var weight: Double
}

enum Entry {
  case pair(String, SIMD2<Double>)
  case record(Record, String, Double)
  case nothing

  var value: Double {
    switch self {
    case .pair(let name, let p): Double(name.count) + p.x * p.y
    case .record(let r, let name, let d): 2 * r.values[0] * r.weight * Double(r.name.count + name.count) + 2 * d
    case .nothing: 0.5
    }
  }

  mutating func rename() {
    if case .pair(_, let p) = self { self = .pair("abcd", p) }
  }
}

@inline(never)
func entry(_ x: [Double], _ kind: Int) -> Entry {
  switch kind {
  case 0: .pair("abc", SIMD2(x[2] * x[2], -x[3]))
  case 1: .record(Record(name: "ab", values: [x[1] * x[4]], weight: x[1] * x[3]), "abc", x[2])
  default: .nothing
  }
}

@Gradient @Derivative
func entries(_ x: [Double]) -> Double {
  let cell = Cell(entry(x, 1))
  var result = cell.item.value
  for kind in [2, 0, 1] {
    cell.item = entry(x, kind)
    cell.item.rename()
    result *= cell.item.value
  }
  return result
}

enum Shape {
  case node(Record, Part)
  case leaf(Record, Double)
  case point(SIMD3<Double>)

  var value: Double {
    switch self {
    case .node(let r, let part): r.values[0] * r.weight * Double(r.name.count) + part.value
    case .leaf(let r, let d): r.values[0] * r.weight + d
    case .point(let p): 3 * (p * p).sum()
    }
  }
}

enum Part {
  case number(Double)
  case record(Record, Double, Bool)

  var value: Double {
    switch self {
    case .number(let d): 2 * d + 2
    case .record(let r, let d, let flag): 3 * r.values[0] * r.weight + 3 * d * d + (flag ? 4.5 : 1.5)
    }
  }
}

@inline(never)
func part(_ x: [Double], _ kind: Int) -> Part {
  kind == 0 ? .record(Record(name: "ab", values: [x[2] * x[4]], weight: x[1]), x[1] * x[1], true) : .number(x[5])
}

@inline(never)
func shape(_ x: [Double], _ kind: Int) -> Shape {
  switch kind {
  case 0: .node(Record(name: "ab", values: [x[1] - 2 * x[0]], weight: x[3] + 0.5), part(x, 0))
  case 1: .leaf(Record(name: "abc", values: [x[1] - 2 * x[0]], weight: x[3] + 0.5), x[2])
  default: .point(SIMD3(x[0], x[2], x[2] * 1.25))
  }
}

@Gradient @Derivative
func shapes(_ x: [Double]) -> Double {
  var all: [Shape] = []
  for kind in 0..<5 { all.append(shape(x, kind)) }
  return all.reduce(0) { $0 + $1.value } * shape(x, 2).value
}

Check.both("returned", returned, { returnedGradient($0) }, { returnedDerivative($0, along: $1) })
Check.both("replaced", replaced, { replacedGradient($0) }, { replacedDerivative($0, along: $1) })
Check.both("listed", listed, { listedGradient($0) }, { listedDerivative($0, along: $1) })
Check.both("entries", entries, { entriesGradient($0) }, { entriesDerivative($0, along: $1) })
Check.both("shapes", shapes, { shapesGradient($0) }, { shapesDerivative($0, along: $1) })

// Numbers that single precision holds exactly: (2 · 1.25 · x0 x2 x3)' + ((3 w + f²)' + 3 · 2 ...).
let (x, v) = ([0.5, 1.25, 0.75, 2, 0, 0], [0.5, -1, 2, 0.25, 0, 0])
let product = 2.5 * (v[0] * x[2] * x[3] + x[0] * v[2] * x[3] + x[0] * x[2] * v[3])
let weighted = 3 * v[0] + 2 * x[3] * v[3]
Check.equal("samples", samplesDerivative(x, along: v).derivative, product + weighted + 2 * weighted, tolerance: 1e-6)

Check.finish()

// Enums where small integers, flags or optionals in one case share words with numbers in another: optimisers load such
// numbers in pieces, or as addresses, and put them together again.

import Nabla

enum Counted {
  case vector(SIMD3<Double>), pair(Int32, Double), number(Double)

  var value: Double {
    switch self {
    case .vector(let v): (v * v).sum()
    case .pair(let k, let d): d * d * Double(k)
    case .number(let d): d * 3
    }
  }
}

@inline(never)
func counted(_ x: [Double], _ kind: Int) -> Counted {
  switch kind {
  case 0: .vector(SIMD3(x[0], x[1], x[0] * x[2]))
  case 1: .pair(3, x[0] * x[1])
  default: .number(x[3])
  }
}

@Gradient @Derivative
func countedSum(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + counted(x, $1).value * x[4] } }

enum Listed {
  case vector(SIMD3<Double>), list(Int32, [Double]), number(Double)

  var value: Double {
    switch self {
    case .vector(let v): (v * v).sum()
    case .list(let k, let values): values[0] * values[1] * Double(k)
    case .number(let d): d * 3
    }
  }
}

@inline(never)
func listed(_ x: [Double], _ kind: Int) -> Listed {
  switch kind {
  case 0: .vector(SIMD3(x[0], x[1], x[0] * x[2]))
  case 1: .list(3, [x[0], x[1]])
  default: .number(x[3])
  }
}

@Gradient @Derivative
func listedSum(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + listed(x, $1).value * x[4] } }

enum Weighted {
  case vector(SIMD3<Double>), pair(Float, Double), number(Double)

  var value: Double {
    switch self {
    case .vector(let v): (v * v).sum()
    case .pair(let k, let d): d * d * Double(k)
    case .number(let d): d * 3
    }
  }
}

@inline(never)
func weighted(_ x: [Double], _ kind: Int) -> Weighted {
  switch kind {
  case 0: .vector(SIMD3(x[0], x[1], x[0] * x[2]))
  case 1: .pair(3, x[0] * x[1])
  default: .number(x[3])
  }
}

@Gradient @Derivative
func weightedSum(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + weighted(x, $1).value * x[4] } }

enum Optionals {
  case wide(SIMD3<Double>, Double?), narrow(Double?, SIMD2<Double>)

  var value: Double {
    switch self {
    case .wide(let v, let d): (v * v).sum() + (d ?? 0.5)
    case .narrow(let d, let v): (d ?? 0.25) + v.x * v.y
    }
  }
}

@inline(never)
func optionals(_ x: [Double], _ kind: Int) -> Optionals {
  switch kind {
  case 0: .wide(SIMD3(x[0], x[1], x[0] * x[2]), x[3])
  case 1: .wide(SIMD3(x[1], x[1], x[0] * x[2]), x[4] > 0 ? x[3] : nil)
  default: .narrow(x[5], SIMD2(x[0], x[1]))
  }
}

@Gradient @Derivative
func optionalsSum(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + optionals(x, $1).value * x[4] } }

struct Labelled {
  var label: Int
  var kind: Int
  var values: [Double]
  var weight: Double
}

enum Points {
  case labelled(Labelled, Double), point(SIMD3<Double>)

  var value: Double {
    switch self {
    case .labelled(let l, let d): l.values[0] * l.weight * Double(l.label) + d
    case .point(let p): 3 * (p * p).sum()
    }
  }
}

@inline(never)
func points(_ x: [Double], _ kind: Int) -> Points {
  kind == 0
    ? .labelled(Labelled(label: 2, kind: 1, values: [x[1] - 2 * x[0]], weight: x[3] + 0.5), x[2])
    : .point(SIMD3(x[0], x[2], x[2] * 1.25))
}

@Gradient @Derivative
func pointsSum(_ x: [Double]) -> Double { points(x, 0).value * x[5] + points(x, 1).value }

// What the message about cases that share their bytes advises.
indirect enum Reading {
  case counts(UInt8, Int32)
  case value(Double)
  case list([Int], Bool)

  var value: Double {
    switch self {
    case .counts(let a, let b): Double(a) + 2 * Double(b)
    case .value(let d): 3 * d
    case .list(let values, let flag): Double(values.count) + (flag ? 1.5 : 0.5)
    }
  }
}

@inline(never)
func reading(_ x: [Double], _ kind: Int) -> Reading {
  switch kind {
  case 0: .counts(UInt8(x.count), 2)
  case 1: .value(x[0])
  default: .list([1, 2], x[0] > 0)
  }
}

@Gradient @Derivative
func readings(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + reading(x, $1).value * x[0] } }

// The byte of a small integer and the rest of its word are chosen one by one.
enum Outer {
  case flag(Bool), optional(Double?), nested(Double, Counter)

  var value: Double {
    switch self {
    case .flag(let flag): flag ? 1.5 : 0.5
    case .optional(let d): 2 * (d ?? 0.25)
    case .nested(let d, let counter): d * d + counter.value
    }
  }
}

enum Counter {
  case small(UInt8, [Double]), number(Double)

  var value: Double {
    switch self {
    case .small(let k, let values): values[0] * Double(k)
    case .number(let d): 3 * d * d
    }
  }
}

@inline(never)
func counter(_ x: [Double], _ kind: Int) -> Counter { kind == 0 ? .small(2, [x[3] * x[1]]) : .number(x[3] * x[3]) }

@inline(never)
func outer(_ x: [Double], _ kind: Int) -> Outer {
  switch kind {
  case 0: .flag(x[0] > 0)
  case 1: .optional(x[1] > 0 ? x[2] * x[2] : nil)
  case 2: .nested(x[0] * x[2], counter(x, 0))
  default: .nested(x[0] * x[2], counter(x, 1))
  }
}

@Gradient @Derivative
func outers(_ x: [Double]) -> Double {
  let all = (0..<4).map { outer(x, $0) }
  return all.reduce(x[4]) { $0 + $1.value * x[5] }
}

Check.both("readings", readings, { readingsGradient($0) }, { readingsDerivative($0, along: $1) })
Check.both("outers", outers, { outersGradient($0) }, { outersDerivative($0, along: $1) })
Check.both("counted", countedSum, { countedSumGradient($0) }, { countedSumDerivative($0, along: $1) })
Check.both("listed", listedSum, { listedSumGradient($0) }, { listedSumDerivative($0, along: $1) })
Check.both("weighted", weightedSum, { weightedSumGradient($0) }, { weightedSumDerivative($0, along: $1) })
Check.both("optionals", optionalsSum, { optionalsSumGradient($0) }, { optionalsSumDerivative($0, along: $1) })
Check.both("points", pointsSum, { pointsSumGradient($0) }, { pointsSumDerivative($0, along: $1) })

Check.finish()

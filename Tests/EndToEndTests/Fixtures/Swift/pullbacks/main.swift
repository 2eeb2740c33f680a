// Pullbacks keep one run of the function: it runs once, whatever the number of adjoints, and its memory is released with
// the closure. The results are of every kind: numbers, arrays made or handed on, constants, tuples, optionals, structures.

import Foundation
import Nabla

// What a function does on the side is not differentiated; it counts how often the function runs.
nonisolated(unsafe) var runs = 0

@Pullback
func chain(_ start: [Double], gain: Double) -> [Double] {
  runs += 1
  var values = start
  for i in values.indices { values[i] = sin(values[i]) * gain * (i > 0 ? values[i - 1] : 1) }
  return values
}

@Pullback
func energy(_ x: [Double]) -> Double {
  runs += 1
  var sum = 0.0
  for i in x.indices where x[i] > 0 { sum += x[i] * x[i] * x[i] }
  return sum
}

// The result may have no shadow: it is empty, a constant, the argument itself, or another argument that is constant.
@Pullback(wrt: "x")
func choice(_ x: [Double], table: [Double], way: Int) -> [Double] {
  switch way {
  case 0: []
  case 1: [1, 2, 3]
  case 2: x
  case 3: table
  default: x.map { $0 * $0 }
  }
}

@Pullback
func rows(_ x: [Double]) -> [[Double]] {
  let row = x.map { 2 * $0 }
  return [row, row, x]
}

@Pullback
func mixed(_ x: [Float], n: Int) -> (sum: Float, names: [String], parts: [Float]?, pair: SIMD2<Double>) {
  (
    x.reduce(0, +), ["a"], n > 0 ? x.map { $0 * Float(n) } : nil, SIMD2(Double(x[0]), Double(x[1]) * Double(x[0]))
  )
}

@Differentiable
struct Layer: Equatable {
  var weights: [Double]
  @NoDerivative var rate: Double
  var bias: Double
}

@Differentiable
enum Shape: Equatable {
  case circle(radius: Double)
  case polygon([Double])
}

@Differentiable
final class Net {
  var layers: [Layer]
  init(_ layers: [Layer]) { self.layers = layers }
}

@Pullback
func apply(_ net: Net, _ shape: Shape) -> (layers: [Layer], area: Shape) {
  runs += 1
  let layers = net.layers.map { layer in
    Layer(weights: layer.weights.map { $0 * layer.bias }, rate: layer.rate, bias: layer.bias * layer.bias)
  }
  let area: Shape =
    switch shape {
    case .circle(let radius): .polygon([radius, radius * radius])
    case .polygon(let corners): .circle(radius: corners.reduce(1, *))
    }
  return (layers, area)
}

enum Failure: Error { case negative(Double) }

@Pullback
func roots(_ x: [Double]) throws -> [Double] {
  runs += 1
  return try x.map { value in
    if value < 0 { throw Failure.negative(value) }
    return value.squareRoot()
  }
}

@Pullback
func typed(_ x: Double) throws(Failure) -> SIMD2<Double> {
  if x < 0 { throw .negative(x) }
  return [x.squareRoot(), x * x]
}

func counted<Result>(_ name: String, _ expected: Int, _ body: () throws -> Result) rethrows -> Result {
  runs = 0
  let result = try body()
  Check.equal(name, Double(runs), Double(expected))
  return result
}

func checkArrays() {
  let x = [0.5, 1.25, -0.75, 2]
  let (value, pullback) = counted("one run", 1) { chainValueWithPullback(x, gain: 1.5) }
  Check.equal("value", value, chain(x, gain: 1.5))
  let wants = x.indices.map { row in gradient(at: x, 1.5) { x, gain in chain(x, gain: gain)[row] } }
  counted("no further run", 0) {
    for row in x.indices {
      let seed = x.indices.map { $0 == row ? 1.0 : 0 }
      let (start, gain) = pullback(seed)
      Check.equal("row \(row)", start + [gain], wants[row].0 + [wants[row].1])
    }
    let (all, _) = pullback([1, 1, 1, 1])
    var sum = [0.0, 0, 0, 0]
    for row in x.indices {
      let part = pullback(x.indices.map { $0 == row ? 1.0 : 0 }).start
      for i in x.indices { sum[i] += part[i] }
    }
    Check.equal("linear", all, sum)
  }
  // Two runs do not know of each other.
  let other = chainPullback([1, 2, 3, 4], gain: 1)
  _ = other([1, 0, 0, 0])
  Check.equal("again", pullback([0, 0, 0, 1]).start, gradient(at: x) { chain($0, gain: 1.5)[3] })

  let back = counted("number", 1) { energyPullback([1, -2, 3]) }
  counted("number, pulled back", 0) {
    Check.equal("energy", back(1), [3, 0, 27])
    Check.equal("energy, scaled", back(-2), [-6, 0, -54])
    Check.equal("energy, not finite", back(.infinity)[0] == .infinity ? 1 : 0, 1)
  }
  Check.equal("energy, finite again", back(1), [3, 0, 27])
}

func checkResults() {
  let x = [3.0, 4]
  for (way, want) in [(0, [0.0, 0]), (1, [0, 0]), (2, [10, 20]), (3, [0, 0]), (4, [60, 160])] {
    let table = [5.0, 6]
    let (value, pullback) = choiceValueWithPullback(x, table: table, way: way)
    for _ in 0..<3 {
      let adjoint = value.indices.map { 10 * Double($0 + 1) }
      Check.equal("way \(way)", pullback(adjoint), want)
    }
    Check.equal("untouched", value + table, choice(x, table: table, way: way) + [5, 6])
  }
  let back = rowsPullback(x)
  for _ in 0..<2 { Check.equal("rows", back([[1, 0], [10, 0], [0, 100]]), [22, 100]) }

  let (value, pullback) = mixedValueWithPullback([2, 5], n: 3)
  Check.equal("parts", (value.parts ?? []).map(Double.init), [6, 15])
  let first = pullback((sum: 1, names: ["a"], parts: [10, 100], pair: [1000, 0]))
  Check.equal("mixed", first.map(Double.init), [1031, 301])
  let second = pullback((sum: 0, names: [""], parts: [0, 0], pair: [0, 1]))
  Check.equal("mixed again", second.map(Double.init), [5, 2])
  let empty = mixedPullback([2, 5], n: 0)((sum: 1, names: [], parts: nil, pair: [0, 0]))
  Check.equal("nil", empty.map(Double.init), [1, 1])
}

func checkOwnTypes() {
  let net = Net([Layer(weights: [1, 2], rate: 7, bias: 3), Layer(weights: [], rate: 8, bias: 5)])
  let (value, pullback) = counted("own types", 1) { applyValueWithPullback(net, .polygon([2, 3, 4])) }
  Check.equal("value", value.layers[0].weights, [3, 6])
  var adjoint = value.layers.map { $0.zeroTangent() }
  adjoint[0].weights = [1, 10]
  adjoint[1].bias = 100
  counted("own types, pulled back", 0) {
    for factor in [1.0, 2, 3] {
      let (dNet, dShape) = pullback((layers: adjoint, area: .circle(radius: factor)))
      Check.equal("weights", dNet.layers[0].weights, [3, 30])
      Check.equal("biases", dNet.layers.map(\.bias), [21, 1000])
      Check.equal("rates", dNet.layers.map(\.rate), [0, 0])
      Check.equal("shape", dShape == .polygon([12 * factor, 8 * factor, 6 * factor]) ? 1 : 0, 1)
    }
  }
  let circle = applyPullback(net, .circle(radius: 3))
  let zero = net.layers.map { $0.zeroTangent() }
  for _ in 0..<2 {
    Check.equal("circle", circle((layers: zero, area: .polygon([1, 10]))).shape == .circle(radius: 61) ? 1 : 0, 1)
  }
}

func checkErrors() throws {
  let (value, pullback) = try counted("throwing", 1) { try rootsValueWithPullback([4, 9]) }
  Check.equal("roots", value, [2, 3])
  Check.equal("roots, first", pullback([1, 0]), [0.25, 0])
  Check.equal("roots, second", pullback([0, 6]), [0, 1])
  do {
    _ = try rootsPullback([1, 4, -9])
    Check.equal("thrown", 0, 1)
  } catch Failure.negative(let value) { Check.equal("error", value, -9) }
  do throws(Failure) {
    Check.equal("typed", try typedPullback(4)([4, 1]), 9)
    _ = try typedPullback(-1)
    Check.equal("thrown", 0, 1)
  } catch { Check.equal("typed error", { if case .negative(let value) = error { value } else { 0 } }(), -1) }
}

/// The most memory that the program has had, in kilobytes.
func peak() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss
}

func checkMemory() {
  func use() {
    let values = (0..<2000).map { 1 + Double($0 % 7) }
    let pullback = chainPullback(values, gain: 0.5)
    for _ in 0..<2 { _ = pullback(values) }
    _ = chainPullback(values, gain: 0.5)
    _ = try? rootsPullback([1, 4, -9])
  }
  for _ in 0..<10 { use() }
  let before = peak()
  for _ in 0..<400 { use() }
  Check.equal("memory", peak() - before < 4000 ? 1 : 0, 1)
}

// In code that is differentiated itself, pullbacks are differentiated with it.
func weighed(_ x: [Double]) -> Double {
  let back = energyPullback(x)
  let twice = back(2)
  return back(1)[0] + twice[2]
}

func checkNested() { Check.equal("nested", gradient(at: [1.0, -2, 3], of: weighed), [6, 0, 36]) }

checkArrays()
checkResults()
checkOwnTypes()
try checkErrors()
checkMemory()
checkNested()
Check.finish()

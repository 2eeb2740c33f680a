// What `withoutDerivative` returns is constant, and what it runs is not looked into.

import Foundation
import Nabla

struct Failure: Error, Equatable {}
struct Settings { var weights: [Double]; var name: String; var scale, offset, low, high: Double }
final class Table { var rows: [[Double]]; init(_ rows: [[Double]]) { self.rows = rows } }
@Differentiable struct Pair { var a = 1.0; var b = [1.0, 2.0] }
@Differentiable struct Body { var position: SIMD2<Double>; var mass: Double }

nonisolated(unsafe) var log: [String] = []
@inline(never) func note(_ text: String) { log.append(text) }

@Gradient @Derivative
func number(_ x: Double) -> Double { x * withoutDerivative(at: x) }

@Gradient @Derivative
func logged(_ x: [Double]) -> Double {
  withoutDerivative { note("x: \(x)") }
  var sum = 0.0
  for value in x {
    sum += value * value
    withoutDerivative { note("sum: \(sum)") }
  }
  return sum
}

@Gradient @Derivative
func recorded(_ x: [Double]) -> Double {
  var history: [Double] = []
  var sum = 0.0
  for value in x {
    sum += value * value
    let now = sum
    withoutDerivative { history.append(now) }
  }
  withoutDerivative { note("\(history)") }
  return sum
}

@Gradient @Derivative
func array(_ x: [Double]) -> Double {
  zip(x, withoutDerivative(at: x)).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
}

@Gradient @Derivative
func changedArray(_ x: [Double]) -> Double {
  var y = withoutDerivative(at: x)
  y[0] = x[0] * x[0]
  y.append(x[1] * x[1])
  return y[0] * x[0] + y[1] * x[1] + y[2]
}

@Gradient @Derivative
func encoded(_ x: [Double]) -> Double {
  let count = withoutDerivative { (try! JSONEncoder().encode(x.map { $0.rounded() })).count }
  return Double(count) * x[0]
}

@Gradient @Derivative
func throwing(_ x: Double) throws -> Double {
  let y = try withoutDerivative { () throws -> Double in
    if x < 0 { throw Failure() }
    return x * 3
  }
  return x * y
}

/// A derivative of one's own.
@Gradient @Derivative
func solved(_ x: Double) -> Double {
  let (value, slope) = withoutDerivative { (x * x * x, 3 * x * x) }
  return 2 * (value + slope * (x - withoutDerivative(at: x)))
}

@Gradient @Derivative
func structure(_ p: Pair) -> Double {
  let q = withoutDerivative(at: p)
  return p.a * q.b[0] + p.b[1] * q.a
}

@Gradient @Derivative
func vector(_ x: Body) -> Double {
  let fixed = withoutDerivative(at: x)
  return (x.position * fixed.position).sum() * x.mass
}

@Gradient @Derivative
func settings(_ x: [Double]) -> Double {
  var sum = 0.0
  for k in 0..<x.count {
    var made = withoutDerivative {
      Settings(weights: [x[k], 2.0], name: "m\(k)", scale: x[k] * 2, offset: 1, low: 0, high: x[k])
    }
    made.offset = x[k]
    sum += made.weights[0] * x[k] + made.scale * made.weights[1] * made.offset + made.high * x[k]
  }
  return sum
}

@Gradient @Derivative
func object(_ x: [Double]) -> Double {
  let table = withoutDerivative { Table([x, x.map { 2 * $0 }]) }
  var sum = 0.0
  for row in table.rows { for (a, b) in zip(row, x) { sum += a * b } }
  return sum
}

/// Either the parameter or a constant.
@Gradient @Derivative
func chosen(_ x: [Double], _ isFixed: Bool) -> Double {
  let y = isFixed ? withoutDerivative { x.map { $0 + 1 } } : x
  var sum = 0.0
  for i in y.indices { sum += y[i] * x[i] }
  return sum
}

func penalty<Number: BinaryFloatingPoint>(_ x: Number) -> Number { x * withoutDerivative(at: x * x) }
@Gradient @Derivative
func generic(_ x: Double) -> Double { penalty(x) }

@Gradient @Derivative
func optional(_ x: [Double]) -> Double {
  let largest = withoutDerivative { x.max() }
  guard let largest else { return 0 }
  return x.reduce(0) { $0 + exp($1 - largest) }
}

@main struct Program {
  static func check(_ name: String, _ gradient: [Double], _ derivative: Double, _ expected: [Double]) {
    Check.equal(name, gradient, expected)
    Check.equal("\(name), forward", derivative, expected.reduce(0, +))
  }

  static func main() throws {
    Check.equal("number", numberGradient(3), 3)
    Check.equal("number, forward", numberDerivative(3, along: 2).derivative, 6)
    check("logged", loggedGradient([1, 2]), loggedDerivative([1, 2], along: [1, 1]).derivative, [2, 4])
    Check.equal("log", log.prefix(3) == ["x: [1.0, 2.0]", "sum: 1.0", "sum: 5.0"] ? 1 : 0, 1)
    check("recorded", recordedGradient([1, 2]), recordedDerivative([1, 2], along: [1, 1]).derivative, [2, 4])
    Check.equal("record", log.last == "[1.0, 5.0]" ? 1 : 0, 1)
    check("array", arrayGradient([1, 2]), arrayDerivative([1, 2], along: [1, 1]).derivative, [1, 4])
    check(
      "changed array", changedArrayGradient([3, 2]), changedArrayDerivative([3, 2], along: [1, 1]).derivative, [27, 6])
    check("encoded", encodedGradient([1, 2]), encodedDerivative([1, 2], along: [1, 1]).derivative, [5, 0])
    Check.equal("throwing", try throwingGradient(3), 9)
    Check.equal("throwing, forward", try throwingDerivative(3, along: 2).derivative, 18)
    Check.equal("thrown", (try? throwingGradient(-1)) == nil ? 1 : 0, 1)
    Check.equal("solved", solvedGradient(2), 24)
    Check.equal("solved, forward", solvedDerivative(2, along: 2).derivative, 48)
    let pair = structureGradient(Pair())
    check(
      "structure", [pair.a] + pair.b, structureDerivative(Pair(), along: Pair(a: 1, b: [1, 1])).derivative, [1, 0, 1])
    let body = Body(position: [2, 3], mass: 5)
    let change = vectorGradient(body)
    check(
      "vector", [change.position.x, change.position.y, change.mass],
      vectorDerivative(body, along: Body(position: [1, 1], mass: 1)).derivative, [10, 15, 13])
    check("settings", settingsGradient([3, 2]), settingsDerivative([3, 2], along: [1, 1]).derivative, [18, 12])
    check("object", objectGradient([3, 2]), objectDerivative([3, 2], along: [1, 1]).derivative, [9, 6])
    for (isFixed, expected) in [(false, [6.0, 4]), (true, [4, 3])] {
      let derivative = chosenDerivative([3, 2], isFixed, along: [1, 1]).derivative
      check("chosen", chosenGradient([3, 2], isFixed), derivative, expected)
    }
    Check.equal("generic", genericGradient(3), 9)
    Check.equal("generic, forward", genericDerivative(3, along: 1).derivative, 9)
    check("optional", optionalGradient([1, 2]), optionalDerivative([1, 2], along: [1, 1]).derivative, [exp(-1), 1])
    Check.equal("closure", gradient(at: 3.0) { x in x * x * withoutDerivative(at: x) }, 18)
    Check.equal("second", secondDerivative(3), 2)
    Check.finish()
  }

  /// Of x (x + c) with constant c.
  static func secondDerivative(_ x: Double) -> Double {
    derivative(at: x, along: 1) { x in gradient(at: x) { y in y * (y + withoutDerivative(at: y)) } }
  }
}

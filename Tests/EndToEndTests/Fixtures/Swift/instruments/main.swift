// Financial instruments: cases of records with floats and small integers, arrays, and other instruments.

import Foundation
import Nabla

struct Terms {
  var spread: Float
  var periods: Int32
  var callable: Bool
}

enum Cashflow {
  case fixed(amount: Double, at: Float, settled: Bool)
  case floating(Terms, notional: Double)
  case strip([Double], first: Int16)
  indirect case swap(Cashflow, Cashflow, weight: Float)
  case none
}

func value(_ flow: Cashflow, rate: Double) -> Double {
  switch flow {
  case .fixed(_, let time, true) where time < 0:
    return 0
  case .fixed(let amount, let time, _):
    return amount * exp(-rate * Double(time))
  case .floating(let terms, let notional):
    var sum = 0.0
    for period in 1...Int(terms.periods) {
      sum += (rate + Double(terms.spread)) * notional * exp(-rate * Double(period))
    }
    return terms.callable ? min(sum, notional) : sum
  case .strip(let amounts, let first):
    return amounts.enumerated().map { $0.element * pow(1 + rate, -Double($0.offset + Int(first))) }.reduce(0, +)
  case .swap(let a, let b, let weight):
    return value(a, rate: rate) - Double(weight) * value(b, rate: rate)
  case .none:
    return 0
  }
}

/// x: amount, time, spread, notional, weight, rate
@Gradient @Derivative
func bookValue(_ x: [Double]) -> Double {
  let book: [Cashflow] = [
    .fixed(amount: x[0], at: Float(x[1]), settled: false),
    .none,
    .swap(
      .floating(Terms(spread: Float(x[2]), periods: 3, callable: x[0] > 1e6), notional: x[3]),
      .strip([x[3] * 0.1, x[0], x[3]], first: 2), weight: Float(x[4])),
  ]
  return book.reduce(0) { $0 + value($1, rate: x[5]) }
}

let point = [1.2, 0.4, 0.7, 0.9, 0.35, 0.62]
let gradient = bookValueGradient(point)
// Amounts of the market are floats: differences see less of them.
Check.gradient("book", gradient, of: bookValue, at: point, tolerance: 2e-4)
Check.equal("spread", gradient[2], 0.884701132774353, tolerance: 1e-6)
let direction = [0.3, -0.2, 0.5, 0.1, 0.4, -0.6]
Check.equal(
  "forward", bookValueDerivative(point, along: direction).derivative, zip(gradient, direction).map(*).reduce(0, +),
  tolerance: 1e-6)
Check.finish()

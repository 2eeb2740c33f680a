// A class holds the parameters; methods change them.

import Foundation
import Nabla

final class Accumulator {
  var total = 0.0
  var history: [Double] = []

  func add(_ value: Double) {
    total += value * (1 + total)
    history.append(total)
  }
}

@Gradient
func accumulate(_ x: [Double]) -> Double {
  let accumulator = Accumulator()
  for value in x { accumulator.add(value) }
  return accumulator.total + accumulator.history.reduce(0) { $0 + $1 * $1 }
}

let x = sample(5)
Check.gradient("accumulate", accumulateGradient(x), of: accumulate, at: x)
Check.finish()

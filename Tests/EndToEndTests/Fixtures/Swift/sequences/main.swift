// map, reduce, zip, enumerated, filter.

import Foundation
import Nabla

@Gradient
func mapped(_ x: [Double]) -> Double {
  x.map { exp(-$0 * $0) }.reduce(0, +)
}

@Gradient
func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

@Gradient
func weighted(_ x: [Double]) -> Double {
  var sum = 0.0
  for (i, value) in x.enumerated() { sum += Double(i) * value * value }
  return sum
}

@Gradient
func positive(_ x: [Double]) -> Double {
  x.filter { $0 > 0 }.map { log($0) }.reduce(0, +)
}

@Gradient
func logSumExp(_ x: [Double]) -> Double {
  let largest = x.max() ?? 0
  return largest + log(x.map { exp($0 - largest) }.reduce(0, +))
}

let x = sample(8)
let y = sample(8, seed: 3)
Check.gradient("mapped", mappedGradient(x), of: mapped, at: x)
let (da, db) = dotGradient(x, y)
Check.equal("dot", da, y)
Check.equal("dot", db, x)
Check.gradient("weighted", weightedGradient(x), of: weighted, at: x)
Check.gradient("positive", positiveGradient(x), of: positive, at: x)
Check.gradient("logSumExp", logSumExpGradient(x), of: logSumExp, at: x)
Check.finish()

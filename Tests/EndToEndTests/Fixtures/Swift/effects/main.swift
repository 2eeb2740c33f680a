// Printing, strings, integers and checks beside the numbers.

import Foundation
import Nabla

@Gradient
func logged(_ x: [Double]) -> Double {
  precondition(!x.isEmpty, "no numbers")
  var sum = 0.0
  var names: [String] = []
  for (i, value) in x.enumerated() {
    names.append("x\(i)")
    sum += value * value
  }
  if names.count != x.count { fatalError("impossible") }
  if sum > 1e6 { print("large", sum, names.joined(separator: " ")) }
  return sum
}

@Gradient
func histogram(_ x: [Double]) -> Double {
  var counts: [Int: Int] = [:]
  for value in x { counts[Int(value * 4), default: 0] += 1 }
  var sum = 0.0
  for value in x { sum += value * Double(counts[Int(value * 4)] ?? 0) }
  return sum
}

let x = sample(6)
Check.gradient("logged", loggedGradient(x), of: logged, at: x)
Check.equal("histogram", histogramGradient([0.1, 0.2, 0.9]), [2, 2, 1])
Check.finish()

// Loops of all kinds over arrays of numbers.

import Foundation
import Nabla

@Gradient
func forLoop(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<x.count { sum += x[i] * x[i] * Double(i + 1) }
  return sum
}

@Gradient
func strides(_ x: [Double]) -> Double {
  var sum = 1.0
  for i in stride(from: x.count - 1, through: 0, by: -2) { sum = sum * 0.5 + sin(x[i]) * sum }
  return sum
}

@Gradient
func whileLoop(_ x: [Double]) -> Double {
  var value = 1.0
  var i = 0
  while i < x.count && value < 100 {
    value *= 1.5 + x[i]
    i += 1
  }
  return value
}

@Gradient
func earlyExit(_ x: [Double]) -> Double {
  var sum = 0.0
  for value in x {
    if sum > 2 { return sum * value }
    if value < -0.9 { continue }
    sum += exp(value)
  }
  return sum
}

@Gradient
func nested(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in x.indices {
    for j in 0...i { sum += x[i] * x[j] / Double(1 + i + j) }
  }
  return sum
}

@Gradient
func newton(_ a: Double) -> Double {
  var root = 1.0
  repeat { root = 0.5 * (root + a / root) } while abs(root * root - a) > 1e-14
  return root
}

let x = sample(7)
Check.gradient("forLoop", forLoopGradient(x), of: forLoop, at: x)
Check.gradient("strides", stridesGradient(x), of: strides, at: x)
Check.gradient("whileLoop", whileLoopGradient(x), of: whileLoop, at: x)
Check.gradient("earlyExit", earlyExitGradient(x), of: earlyExit, at: x)
Check.gradient("nested", nestedGradient(x), of: nested, at: x)
Check.equal("newton", newtonGradient(2), 0.5 / 2.0.squareRoot())
Check.finish()

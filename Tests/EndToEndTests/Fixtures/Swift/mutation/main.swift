// Arrays that are changed in place, grown, copied, swapped.

import Foundation
import Nabla

@Gradient
func prefixProducts(_ x: [Double]) -> Double {
  var y = x
  for i in 1..<y.count { y[i] *= y[i - 1] + 1 }
  return y.reduce(0, +)
}

@Gradient
func grown(_ x: [Double]) -> Double {
  var y: [Double] = []
  for value in x {
    y.append(value)
    if value > 0 { y.append(value * value) }
  }
  var sum = 0.0
  for i in y.indices { sum += y[i] * Double(i + 1) }
  return sum
}

@Gradient
func copied(_ x: [Double]) -> Double {
  var a = x
  let b = a
  a[0] = 3 * b[1]
  a[1] = a[0] * b[0]
  return a[0] * a[1] + b[0] * b[2]
}

@Gradient
func swapped(_ x: [Double]) -> Double {
  var y = x
  y.swapAt(0, 2)
  y.reverse()
  return y[0] * y[0] + 2 * y[1] + y[2] * y[3]
}

@Gradient
func smoothed(_ x: [Double]) -> Double {
  var now = x
  var next = [Double](repeating: 0, count: x.count)
  for _ in 0..<4 {
    for i in 1..<x.count - 1 { next[i] = now[i] + 0.25 * (now[i - 1] - 2 * now[i] + now[i + 1]) * now[i] }
    swap(&now, &next)
  }
  return now.reduce(0) { $0 + $1 * $1 }
}

func scale(_ x: inout [Double], by factor: Double) {
  for i in x.indices { x[i] *= factor }
}

@Gradient
func throughInout(_ x: [Double]) -> Double {
  var y = x
  scale(&y, by: x[0])
  scale(&y, by: y[1])
  return y.reduce(0, +)
}

let x = sample(6)
Check.gradient("prefixProducts", prefixProductsGradient(x), of: prefixProducts, at: x)
Check.gradient("grown", grownGradient(x), of: grown, at: x)
Check.gradient("copied", copiedGradient(x), of: copied, at: x)
Check.gradient("swapped", swappedGradient(x), of: swapped, at: x)
Check.gradient("smoothed", smoothedGradient(x), of: smoothed, at: x)
Check.gradient("throughInout", throughInoutGradient(x), of: throughInout, at: x)
Check.finish()

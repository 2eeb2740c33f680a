// Closures as parameters, captured values, function values.

import Foundation
import Nabla

func integrate(_ f: (Double) -> Double, from a: Double, to b: Double, steps: Int) -> Double {
  let h = (b - a) / Double(steps)
  var sum = 0.5 * (f(a) + f(b))
  for i in 1..<steps { sum += f(a + Double(i) * h) }
  return sum * h
}

@Gradient
func area(_ rate: Double, end: Double) -> Double {
  integrate({ exp(-rate * $0 * $0) }, from: 0, to: end, steps: 40)
}

func rungeKutta(_ y: Double, steps: Int, _ slope: (Double, Double) -> Double) -> Double {
  var y = y
  let h = 1 / Double(steps)
  for i in 0..<steps {
    let t = Double(i) * h
    let a = slope(t, y)
    let b = slope(t + h / 2, y + h / 2 * a)
    let c = slope(t + h / 2, y + h / 2 * b)
    let d = slope(t + h, y + h * c)
    y += h / 6 * (a + 2 * b + 2 * c + d)
  }
  return y
}

@Gradient
func logistic(_ start: Double, rate: Double) -> Double {
  rungeKutta(start, steps: 20) { t, y in rate * y * (1 - y) + 0.1 * sin(t) }
}

@Gradient
func counted(_ x: [Double]) -> Double {
  var total = 0.0
  x.forEach { total += $0 * $0 * total + $0 }
  return total
}

let (dRate, dEnd) = areaGradient(1.3, end: 2)
Check.gradient("area", [dRate, dEnd], of: { area($0[0], end: $0[1]) }, at: [1.3, 2])
let (dStart, dGrowth) = logisticGradient(0.2, rate: 1.7)
Check.gradient("logistic", [dStart, dGrowth], of: { logistic($0[0], rate: $0[1]) }, at: [0.2, 1.7])
let x = sample(6)
Check.gradient("counted", countedGradient(x), of: counted, at: x)
Check.finish()

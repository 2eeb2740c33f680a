// Optionals, switches, enums, guards, tuples.

import Foundation
import Nabla

enum Shape {
  case circle(radius: Double)
  case rectangle(width: Double, height: Double)
}

func area(_ shape: Shape) -> Double {
  switch shape {
  case .circle(let radius): .pi * radius * radius
  case .rectangle(let width, let height): width * height
  }
}

@Gradient
func shapes(_ x: [Double]) -> Double {
  var sum = 0.0
  for value in x { sum += area(value > 0 ? .circle(radius: value) : .rectangle(width: value, height: sin(value))) }
  return sum
}

func root(_ x: Double) -> Double? { x > 0 ? x.squareRoot() : nil }

@Gradient
func roots(_ x: [Double]) -> Double {
  var sum = 0.0
  for value in x {
    guard let r = root(value) else { continue }
    sum += r * r * r
  }
  return sum
}

func meanAndVariance(_ x: [Double]) -> (mean: Double, variance: Double) {
  let mean = x.reduce(0, +) / Double(x.count)
  let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
  return (mean, variance)
}

@Gradient
func score(_ x: [Double]) -> Double {
  let (mean, variance) = meanAndVariance(x)
  return mean / (1 + variance).squareRoot()
}

@Gradient
func piecewise(_ x: Double, kind: Int) -> Double {
  switch kind {
  case 0: return x
  case 1...3: return x * x * Double(kind)
  case let k where k % 2 == 0: return sin(x)
  default: return min(max(x, -1), 1) * x
  }
}

let x = sample(7)
Check.gradient("shapes", shapesGradient(x), of: shapes, at: x)
Check.gradient("roots", rootsGradient(x), of: roots, at: x)
Check.gradient("score", scoreGradient(x), of: score, at: x)
for kind in 0..<7 {
  Check.equal("piecewise \(kind)", piecewiseGradient(0.6, kind: kind), Check.slope { piecewise(0.6 + $0, kind: kind) })
}
Check.finish()

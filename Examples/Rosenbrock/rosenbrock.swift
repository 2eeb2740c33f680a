// Rosenbrock's function in Swift: its gradient as an ordinary function, checked against the gradient written by hand,
// and used to walk down to the minimum.
//
//     nabla run Examples/Rosenbrock/rosenbrock.swift

import Foundation
import Nabla

@Gradient
func rosenbrock(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<x.count - 1 {
    let slope = 1 - x[i]
    let valley = x[i + 1] - x[i] * x[i]
    sum += slope * slope + 100 * valley * valley
  }
  return sum
}

func handWrittenGradient(_ x: [Double]) -> [Double] {
  var gradient = x.map { _ in 0.0 }
  for i in 0..<x.count - 1 {
    let valley = x[i + 1] - x[i] * x[i]
    gradient[i] += -2 * (1 - x[i]) - 400 * valley * x[i]
    gradient[i + 1] += 200 * valley
  }
  return gradient
}

func squaredNorm(_ v: [Double]) -> Double {
  v.reduce(0) { $0 + $1 * $1 }
}

/// Pseudorandom numbers between -1 and 1.
func samplePoint(_ size: Int) -> [Double] {
  var state: UInt64 = 7
  return (0..<size).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return 2 * (Double(state >> 11) / 9_007_199_254_740_992) - 1
  }
}

/// Compares both gradients at a sample point; returns whether they agree.
func check() -> Bool {
  let x = samplePoint(1000)
  let (value, gradient) = rosenbrockValueWithGradient(x)
  let differences = zip(gradient, handWrittenGradient(x)).map { abs($0 - $1) / max(1, abs($0) + abs($1)) }
  let passed = differences.allSatisfy { $0 <= 1e-12 }
  print("Rosenbrock's function of \(x.count) numbers")
  print("  value       \(value)")
  print("  gradient    norm \(squaredNorm(gradient).squareRoot())")
  print(
    "  check       \(passed ? "passed" : "FAILED"): largest difference from the hand-written gradient",
    differences.max() ?? 0)
  return passed
}

/// Gradient descent for two numbers; each step is halved until the value falls by enough. Returns whether it arrives.
func descend() -> Bool {
  var x = [-1.2, 1]
  var step = 1.0
  var steps = 0
  while steps < 100_000 {
    let (value, gradient) = rosenbrockValueWithGradient(x)
    let slope = squaredNorm(gradient)
    if slope < 1e-20 { break }
    var next = x
    step *= 4
    repeat {
      step /= 2
      next = zip(x, gradient).map { $0 - step * $1 }
    } while rosenbrock(next) > value - 0.5 * step * slope && step > 1e-15
    x = next
    steps += 1
  }
  let end = x.map { String(format: "%.6f", $0) }.joined(separator: ", ")
  print("  descent     from (-1.2, 1) to (\(end)) in \(steps) steps")
  return x.allSatisfy { abs($0 - 1) < 1e-6 }
}

let checked = check()
let arrived = descend()
exit(checked && arrived ? 0 : 1)

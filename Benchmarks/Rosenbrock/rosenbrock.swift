// Rosenbrock's function over `[Double]`, as one writes it: the time of its gradient over the time of the function, from a
// thousand to a million numbers, beside the gradient written by hand.
//
//     nabla run Benchmarks/Rosenbrock/rosenbrock.swift
//
// Times are processor times, the best of several runs.

import Glibc
import Nabla

@Gradient
@Autodiff(.reverse, .duplicated, .activeOnly)
func rosenbrock(_ x: [Double]) -> Double {
  var sum = 0.0
  for i in 0..<x.count - 1 {
    let slope = 1 - x[i]
    let valley = x[i + 1] - x[i] * x[i]
    sum += slope * slope + 100 * valley * valley
  }
  return sum
}

@inline(never)
func handWritten(_ x: [Double]) -> [Double] {
  var gradient = [Double](repeating: 0, count: x.count)
  for i in 0..<x.count - 1 {
    let valley = x[i + 1] - x[i] * x[i]
    gradient[i] += -2 * (1 - x[i]) - 400 * valley * x[i]
    gradient[i + 1] += 200 * valley
  }
  return gradient
}

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// What all calls return together: nothing that is measured may be left out.
var sum = 0.0

/// Seconds that `body` takes; `x` changes between its calls.
func measure(_ x: inout [Double], _ body: ([Double]) -> Double) -> Double {
  let repetitions = max(1, 3_000_000 / x.count)
  var best = Double.infinity
  for _ in 0..<15 {
    let start = processorTime()
    for repetition in 0..<repetitions {
      x[repetition & 1] += 1e-9
      sum += body(x)
    }
    best = min(best, (processorTime() - start) / Double(repetitions))
  }
  return best
}

func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}

/// Two digits behind the point.
func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

var passed = true
for count in [1000, 10_000, 100_000, 1_000_000] {
  var x = (0..<count).map { Double(($0 * 7919) % 1000) / 500 - 1 }
  var shadow = x
  let function = measure(&x) { rosenbrock($0) }
  let gradient = measure(&x) { rosenbrockGradient($0)[0] }
  let withValue = measure(&x) { rosenbrockValueWithGradient($0).gradient[0] }
  let intoShadow = measure(&x) {
    rosenbrockReverse($0, dx: &shadow, seed: 1)
    return shadow[0]
  }
  let byHand = measure(&x) { handWritten($0)[0] }
  let difference = largestDifference(rosenbrockGradient(x), handWritten(x))
  passed = passed && difference < 1e-12
  print(
    "n = \(count): function \(rounded(function / Double(count) * 1e9)) ns per number; over that: gradient",
    "\(rounded(gradient / function)), with value \(rounded(withValue / function)),",
    "into a shadow \(rounded(intoShadow / function)), by hand \(rounded(byHand / function));",
    "largest difference \(difference)")
}
print("sum of all results: \(sum)")
if !passed { exit(1) }

// A loop on several threads.
// expect: threads.swift:13:19: error: cannot differentiate work on several threads
// expect: in 'Sums.squares'
// expect: use a loop
import Dispatch
import Foundation
import Nabla

enum Sums {
  @Gradient
  static func squares(_ x: [Double]) -> Double {
    nonisolated(unsafe) var sum = 0.0
    DispatchQueue.concurrentPerform(iterations: x.count) { i in sum += x[i] * x[i] }
    return sum
  }
}

print(Sums.squaresGradient([2]))

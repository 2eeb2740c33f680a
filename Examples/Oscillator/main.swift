// Finds the stiffness and the friction of an oscillator from noisy measurements of its position, by gradient descent
// through the simulation; draws what it found.
//
//     nabla run Examples/Oscillator/*.swift -- fit.svg

import Foundation
import Nabla

let truth = Oscillator(stiffness: 2.5, damping: 0.3, push: 1.2)

/// What the true oscillator would show, with noise from a small generator of pseudorandom numbers.
func measure() -> [Measurement] {
  var state: UInt64 = 42
  func noise() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
  }
  let positions = trajectory(of: truth, steps: 200, timeStep: 0.05)
  return stride(from: 2, to: 200, by: 4).map {
    Measurement(time: Double($0) * 0.05, position: positions[$0] + 0.04 * noise())
  }
}

/// Whether the gradient agrees with central differences.
func checkGradient(_ measurements: [Measurement], at oscillator: Oscillator) -> Bool {
  let slope = gradient(at: oscillator) { misfit($0, measurements) }
  let h = 1e-5
  func difference(_ property: WritableKeyPath<Oscillator, Double>) -> Double {
    var (low, high) = (oscillator, oscillator)
    low[keyPath: property] -= h
    high[keyPath: property] += h
    return (misfit(high, measurements) - misfit(low, measurements)) / (2 * h)
  }
  return [\Oscillator.stiffness, \.damping, \.push].allSatisfy {
    abs(slope[keyPath: $0] - difference($0)) < 1e-7
  }
}

func draw(_ measurements: [Measurement], _ start: Oscillator, _ found: Oscillator) -> String {
  func curve(_ oscillator: Oscillator) -> [(x: Double, y: Double)] {
    trajectory(of: oscillator, steps: 200, timeStep: 0.05).enumerated().map { (Double($0) * 0.05, $1) }
  }
  var plot = Plot(x: 0...10, y: -1...1)
  plot.addCurve(curve(start), color: "#c0c0c0", label: "first guess")
  plot.addCurve(curve(found), color: "#d04030", label: "after the fit")
  plot.addPoints(measurements.map { ($0.time, $0.position) }, color: "#3060c0", label: "measured")
  return plot.svg
}

let measurements = measure()
let start = Oscillator(stiffness: 1.5, damping: 0.1, push: 0.8)
let isRight = checkGradient(measurements, at: start)
let (found, misfits) = fit(measurements, from: start)
print("gradient   \(isRight ? "agrees" : "DOES NOT AGREE") with central differences")
print("descent    \(misfits.count) steps; misfit from \(misfits[0]) to \(misfits.last!)")
print(String(format: "stiffness  %.3f (true: %.3f)", found.stiffness, truth.stiffness))
print(String(format: "damping    %.3f (true: %.3f)", found.damping, truth.damping))
print(String(format: "push       %.3f (true: %.3f)", found.push, truth.push))
if let path = CommandLine.arguments.dropFirst().first {
  try draw(measurements, start, found).write(toFile: path, atomically: true, encoding: .utf8)
  print("plot       \(path)")
}
let hasArrived = abs(found.stiffness - truth.stiffness) < 0.05 && abs(found.damping - truth.damping) < 0.05
exit(isRight && hasArrived ? 0 : 1)

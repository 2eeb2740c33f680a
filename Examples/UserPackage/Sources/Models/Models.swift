// Functions whose derivatives other targets use. `@Gradient` adds `…Gradient` and `…ValueWithGradient`, as visible as
// the function itself.

import DequeModule
import Nabla
import Physics
import RealModule
import Spring

/// How far from the ground a body is that was thrown up with `speed`.
@Gradient
public func landingError(speed: Double, friction: Double) -> Double {
  let body = fall(Body(height: 2, speed: speed), friction: friction, duration: 1.5)
  return body.height * body.height
}

/// The mean of the last three values after smoothing; the window is a double-ended queue.
@Gradient
public func smoothed(_ values: [Double]) -> Double {
  var window: Deque<Double> = []
  var total = 0.0
  for value in values {
    window.append(Double.tanh(value))
    if window.count > 3 { window.removeFirst() }
    for entry in window { total += entry * entry }
  }
  return total / Double(values.count)
}

/// The loss of a logistic model: generic code of another target.
@Gradient
public func logisticLoss(_ weights: [Double], x: [Double], y: [Double]) -> Double {
  var loss = 0.0
  for i in x.indices {
    let difference = logistic(x[i] - weights[0], steepness: weights[1]) - y[i]
    loss += difference * difference
  }
  return loss
}

/// The energy of a chain of springs: a loop in C.
@Gradient
public func chainEnergy(_ lengths: [Double], stiffness: Double) -> Double {
  lengths.withUnsafeBufferPointer { spring_energy($0.baseAddress!, Int32($0.count), stiffness) }
}

enum RootError: Error, Equatable { case noSignChange(Double, Double), tooManySteps(Int) }

/// Where a cubic with the given coefficients is zero, by bisection and a last step of Newton's method, from which the
/// derivative comes. Errors of a differentiated function are thrown by its derivatives, too.
@Gradient(wrt: "coefficients")
func root(of coefficients: [Double], in bracket: ClosedRange<Double>) throws(RootError) -> Double {
  func value(_ x: Double) -> Double { coefficients.reversed().reduce(0) { $0 * x + $1 } }
  let x = try withoutDerivative { () throws(RootError) in
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    guard value(low) < 0, value(high) > 0 else { throw .noSignChange(value(low), value(high)) }
    while high - low > 1e-9 {
      let middle = (low + high) / 2
      if value(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }
  let slope = (value(x + 1e-4) - value(x - 1e-4)) / 2e-4
  return x - value(x) / slope
}

/// What is lost on the way: C++ of another target, from a function that belongs to the main actor.
@MainActor @Gradient
public func lostWork(speeds: [Double]) -> Double {
  speeds.reduce(0) { $0 + friction_work($1, 0.5) }
}

/// The forces in a chain, which only tests ask for.
func forces(at lengths: [Double]) -> [Double] {
  gradient(at: lengths) { lengths in -chainEnergy(lengths, stiffness: 4) }
}

/// An exponential decay that is fitted to measurements by Newton's method.
public final class Decay {
  public private(set) var rate: Double
  private let times: [Double]
  private let values: [Double]

  public init(times: [Double], values: [Double], rate: Double) {
    self.times = times
    self.values = values
    self.rate = rate
  }

  /// The sum of squares.
  public func loss(_ rate: Double) -> Double {
    zip(times, values).reduce(0) { sum, point in
      let difference = Double.exp(-rate * point.0) - point.1
      return sum + difference * difference
    }
  }

  /// One step. Closures are differentiated where they stand; what they capture is constant.
  public func improve() {
    let slope = derivative(at: rate) { loss($0) }
    let curvature = derivative(at: rate) { rate in derivative(at: rate) { loss($0) } }
    rate -= slope / curvature
  }
}

/// A function that returns the gradient of a paraboloid with the given widths.
public func paraboloidGradient(widths: [Double]) -> ([Double]) -> [Double] {
  #gradient { (x: [Double]) in zip(x, widths).reduce(0) { $0 + $1.0 * $1.0 / $1.1 } }
}

// Functions and classes of the main actor.

import Foundation
import Nabla

@MainActor var scale = 2.0

@MainActor @Gradient
func scaled(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 * scale } }

@MainActor @Pullback @Derivative
func curve(_ t: Double) -> [Double] { [sin(t) * scale, t * t] }

@MainActor
final class Model {
  var weights: [Double] = [1, 2]
  init() {}

  @Gradient
  func loss(_ x: [Double]) -> Double { zip(x, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } }

  func step(_ x: [Double]) -> [Double] { gradient(at: x) { self.loss($0) } }
}

struct OutOfRange: Error, Equatable { var x: Double }

@MainActor @Gradient
func checked(_ x: Double) throws(OutOfRange) -> Double {
  if x < 0 { throw OutOfRange(x: x) }
  return x.squareRoot() * scale
}

@main @MainActor struct Program {
  static func main() throws {
    scale = 3
    Check.equal("scaled", scaledGradient([1, 2]), [6, 12])
    Check.equal("pullback", curvePullback(0.5)([1, 2]), 3 * cos(0.5) + 2)
    Check.equal("derivative", curveDerivative(0.5, along: 2).derivative, [6 * cos(0.5), 2])
    let model = Model()
    model.weights = [3, 4]
    Check.equal("method", model.lossGradient([1, 2]), [6, 16])
    Check.equal("closure", model.step([1, 2]), [6, 16])
    Check.equal("checked", try checkedGradient(4), 0.75)
    do {
      _ = try checkedGradient(-1)
      Check.failures += 1
    } catch {
      Check.failures += error == OutOfRange(x: -1) ? 0 : 1
    }
    print(Check.failures == 0 ? "ok" : "failed")
    exit(Check.failures == 0 ? 0 : 1)
  }
}

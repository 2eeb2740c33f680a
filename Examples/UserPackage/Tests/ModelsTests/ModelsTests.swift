import Nabla
import Physics
import Testing

@testable import Models

/// The central difference of `f` at `x`.
private func slope(at x: Double, _ f: (Double) throws -> Double) rethrows -> Double {
  (try f(x + 1e-6) - f(x - 1e-6)) / 2e-6
}

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(a), abs(b)) }

/// Requests work in tests, too.
@Gradient
private func fallenHeight(_ friction: Double) -> Double {
  fall(Body(height: 10, speed: 0), friction: friction, duration: 1).height
}

struct ModelsTests {
  @Test func acrossModules() {
    let gradient = landingErrorGradient(speed: 6, friction: 0.1)
    #expect(isClose(gradient.speed, slope(at: 6) { landingError(speed: $0, friction: 0.1) }))
    #expect(isClose(gradient.friction, slope(at: 0.1) { landingError(speed: 6, friction: $0) }))
  }

  @Test func throughCollections() {
    let values = [0.3, -0.2, 0.9, 1.4, -0.6]
    let gradient = smoothedGradient(values)
    for i in values.indices {
      let difference = slope(at: values[i]) { x in
        var values = values
        values[i] = x
        return smoothed(values)
      }
      #expect(isClose(gradient[i], difference))
    }
  }

  @Test func throughC() {
    let gradient = chainEnergyGradient([1.5, 0.5], stiffness: 4)
    #expect(gradient.lengths == [2, -2] && gradient.stiffness == 0.25)
    #expect(forces(at: [1.5, 0.5]) == [-2, 2])
  }

  @MainActor @Test func throughCxx() {
    let speeds = [0.3, 1.2]
    let gradient = lostWorkGradient(speeds: speeds)
    for i in speeds.indices {
      let difference = slope(at: speeds[i]) { x in
        var speeds = speeds
        speeds[i] = x
        return lostWork(speeds: speeds)
      }
      #expect(isClose(gradient[i], difference))
    }
  }

  /// Nothing in the target itself calls this gradient.
  @Test func errors() throws {
    let coefficients = [-2.0, 0.5, 0.25, 1]
    let gradient = try rootGradient(of: coefficients, in: 0...2)
    for i in coefficients.indices {
      let difference = try slope(at: coefficients[i]) { c in
        var coefficients = coefficients
        coefficients[i] = c
        return try root(of: coefficients, in: 0...2)
      }
      #expect(abs(gradient[i] - difference) < 1e-5)
    }
    #expect(throws: RootError.noSignChange(-2, -1.5625)) { try rootGradient(of: coefficients, in: 0...0.5) }
  }

  @Test func inTheTestTarget() {
    #expect(isClose(fallenHeightGradient(0.2), slope(at: 0.2, fallenHeight)))
  }

  @Test func closures() {
    let (factor, data) = (3.0, [1.0, 2.0])
    #expect(gradient(at: 2.0) { factor * $0 * $0 } == 12 && gradient(at: 2.0) { $0 * $0 * $0 } == 12)
    #expect(gradient(at: [1.0, 1.0]) { x in zip(x, data).reduce(0) { $0 + $1.0 * $1.1 } } == data)
    #expect(hessian(at: [1.0, 2.0]) { x in factor * x[0] * x[0] * x[1] } == [[12, 6], [6, 0]])
    #expect(isClose(derivative(at: 0.2, of: fallenHeight), fallenHeightGradient(0.2)))
    #expect(paraboloidGradient(widths: [2, 4])([1, 2]) == [1, 1])
    var count = 0
    let slope = gradient(at: 3.0) { x in
      count += 1
      return x * x
    }
    #expect(slope == 6 && count == 1)
  }
}

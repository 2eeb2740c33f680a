import Physics
import Testing

@testable import Models

struct FleetTests {
  private func isClose(_ got: Double, at x: Double, _ f: (Double) throws -> Double) rethrows -> Bool {
    let slope = (try f(x + 1e-5) - f(x - 1e-5)) / 2e-5
    return abs(got - slope) <= 1e-7 * max(1, abs(slope))
  }

  @Test func typesOfOtherTargets() throws {
    let (masses, coefficients) = ([1.5, 2.5], [0.3, 0.2])
    let gradient = try fleetDecelerationGradient(masses: masses, coefficients: coefficients)
    for i in 0..<2 {
      #expect(
        try isClose(gradient.masses[i], at: masses[i]) { x in
          var masses = masses
          masses[i] = x
          return try fleetDeceleration(masses: masses, coefficients: coefficients)
        })
      #expect(
        try isClose(gradient.coefficients[i], at: coefficients[i]) { x in
          var coefficients = coefficients
          coefficients[i] = x
          return try fleetDeceleration(masses: masses, coefficients: coefficients)
        })
    }
  }

  /// Whoever calls a derivative can catch what the function throws.
  @Test func errorsOfOtherTargets() {
    #expect(throws: DragError.noMass(-1)) { try fleetDecelerationGradient(masses: [-1, 1], coefficients: [1, 1]) }
  }
}

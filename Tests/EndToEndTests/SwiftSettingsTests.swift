// Swift programs under settings that many packages choose: what macros write must be fine there, too, without warnings.

import Testing
import Toolchain

struct SwiftSettingsTests {
  private static let program = """
    import Nabla

    @Differentiable struct Scale { var factor: Double; var shifts: [Double] }

    @Gradient @Derivative @Pullback
    func energy(_ x: [Double], scale: Scale) throws -> Double {
      zip(x, scale.shifts).reduce(0) { $0 + scale.factor * ($1.0 - $1.1) * ($1.0 - $1.1) }
    }

    extension Scale {
      @Pullback(wrt: "self") @Derivative(wrt: "self")
      func moved(_ x: Double) -> Scale { Scale(factor: factor * x, shifts: shifts.map { $0 + x }) }

      @Autodiff(.reverse, .duplicated, .duplicated, .active)
      mutating func grow(_ x: inout [Double]) -> Double {
        factor *= 2
        x[0] *= factor
        return x[0]
      }
    }

    let scale = Scale(factor: 2, shifts: [1, 1])
    let gradient = try energyGradient([2, 3], scale: scale)
    let direction = try energyDerivative([2, 3], scale: scale, along: (x: [1, 0], scale: Scale(factor: 0, shifts: [0, 0])))
    let pulled = scale.movedPullback(3)(Scale(factor: 1, shifts: [1, 1]))
    var (grown, seed, x, dx) = (scale, Scale(factor: 0, shifts: [0, 0]), [3.0], [0.0])
    let value = grown.growReverse(dself: &seed, &x, dx: &dx, seed: 1)
    print(gradient.x, gradient.scale.factor, direction.derivative, pulled.factor, pulled.shifts, value, seed.factor, dx)
    print(derivative(at: 2.0) { $0 * $0 * scale.factor })

    """

  @Test(arguments: [["-strict-memory-safety"], ["-default-isolation", "MainActor"]])
  func derivativesNeedNoWarnings(settings: [String]) throws {
    let scratch = try TemporaryDirectory()
    let file = try scratch.write("main.swift", Self.program)
    let flags = (settings + ["-warnings-as-errors"]).flatMap { ["-Xswiftc", $0] }
    let result = try NablaCommand.run(["run", file] + flags)
    #expect(result.isSuccess, "\(result.output)")
    #expect(result.output == "[4.0, 8.0] 5.0 4.0 3.0 [1.0, 1.0] 12.0 6.0 [4.0]\n8.0\n")
  }
}

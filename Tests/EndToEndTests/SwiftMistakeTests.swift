// Mistakes around derivatives that the Swift compiler finds, not Nabla: what they say must lead to the cause.

import Testing
import Toolchain

struct SwiftMistakeTests {
  @Test func aNameThatExistsAlready() throws {
    try expectMessage(
      "a.swift:4:6: error: invalid redeclaration of 'squareGradient'",
      for: """
        import Nabla

        @Gradient func square(_ x: Double) -> Double { x * x }
        func squareGradient(_ x: Double) -> Double { 0 }
        print(squareGradient(3.0))
        """)
  }

  @Test func aShadowOfAnotherType() throws {
    try expectMessage(
      "a.swift:6:31: error: cannot convert value of type '[Float]' to expected argument type '[Double]'",
      for: """
        import Nabla

        @Autodiff(.reverse, .duplicated, .active)
        func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
        var shadow: [Float] = [0, 0]
        print(normReverse([1, 2], dx: &shadow, seed: 1))
        """)
  }

  private func expectMessage(_ message: String, for source: String) throws {
    let scratch = try TemporaryDirectory()
    let file = try scratch.write("a.swift", source + "\n")
    let result = try NablaCommand.run(["build", file, "-o", scratch.file("program")])
    #expect(!result.isSuccess && result.output.contains(message), "\(result.output)")
    #expect(!exists(scratch.file("program")))
  }
}

import Foundation
import Testing

/// Natural Swift programs that check their own derivatives: one folder each, with `check.swift` beside them.
struct SwiftProgramTests {
  static let programs: [Fixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixture.folder + "/Swift")) ?? []
    return names.filter { !$0.contains(".") }.sorted().map { Fixture(path: "\(Fixture.folder)/Swift/\($0)/main.swift") }
  }()

  @Test(arguments: programs)
  func derivativesAreRight(program: Fixture) throws {
    let arguments = ["run", "\(Fixture.folder)/Swift/check.swift", program.path]
    try program.checking {
      let result = try NablaCommand.run(arguments)
      #expect(result.isSuccess && result.output == "ok\n", "\(NablaCommand.report(arguments, result))")
    }
  }
}

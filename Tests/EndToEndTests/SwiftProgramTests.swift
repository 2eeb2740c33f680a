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
    let gaps = try program.remarks("known issue")
    if gaps.isEmpty {
      try check(program)
    } else {
      withKnownIssue("\(gaps[0])", isIntermittent: true) { try check(program) }
    }
  }

  private func check(_ program: Fixture) throws {
    let arguments = ["run", "\(Fixture.folder)/Swift/check.swift", program.path]
    let result = try NablaCommand.run(arguments)
    #expect(result.isSuccess && result.output == "ok\n", "\(NablaCommand.report(arguments, result))")
  }
}

import Foundation
import Testing

/// `nabla explain` on small programs, against `Fixtures/Explain/<name>.expected`; NABLA_ACCEPT=1 accepts what differs.
struct ExplainTests {
  @Test(arguments: Fixture.all(in: "Explain", extensions: ["c"]))
  func explanation(program: Fixture) throws {
    let result = try NablaCommand.run(["explain", program.path])
    #expect(result.isSuccess, "\(result.output)")
    let observed = withoutTimes(result.output)
    let path = String(program.path.dropLast(2))
    if ProcessInfo.processInfo.environment["NABLA_ACCEPT"] != nil {
      try observed.write(toFile: path + ".expected", atomically: true, encoding: .utf8)
    }
    let expected = try? String(contentsOfFile: path + ".expected", encoding: .utf8)
    try? FileManager.default.removeItem(atPath: path + ".observed")
    if observed == expected { return }
    try observed.write(toFile: path + ".observed", atomically: true, encoding: .utf8)
    Issue.record("\(path).observed differs from .expected:\n\(observed)")
  }

  @Test(arguments: ["prepared", "model", "facts", "plan", "derived", "optimised"])
  func stages(stage: String) throws {
    let result = try NablaCommand.run(["explain", "\(Fixture.folder)/Explain/tree.c", "--print", stage])
    #expect(result.isSuccess && result.output.contains("product"), "\(result.output)")
  }

  /// The lines without seconds, and without numbers of instructions, which follow every change of the optimiser.
  private func withoutTimes(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(#/^\s+[0-9.]+\ss\s/#) && !$0.contains(#/primal\s\d+\sinstructions/#) }
      .joined(separator: "\n")
  }
}

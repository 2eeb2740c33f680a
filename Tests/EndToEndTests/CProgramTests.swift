import Testing

/// Every C program of the fixtures checks its own derivatives, in both modes, against differences in long double.
struct CProgramTests {
  static let programs = Fixture.all(in: "C", extensions: ["c"])

  @Test(arguments: programs.flatMap { [Fixture(path: $0.path, level: 0), Fixture(path: $0.path, level: 2)] })
  func derivativesAreRight(program: Fixture) throws {
    let arguments = try program.runArguments()
    let verdict = "ok \(program.name.dropLast(2))\n"
    try program.checking {
      let result = try NablaCommand.run(arguments)
      #expect(result.isSuccess && result.output == verdict, "\(NablaCommand.report(arguments, result))")
    }
  }

  @Test func programsAreFound() {
    #expect(Self.programs.count > 70)
  }
}

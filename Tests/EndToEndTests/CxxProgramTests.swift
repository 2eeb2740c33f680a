import Testing

/// C++ programs that check their own derivatives: classes, templates, the standard library, exceptions.
struct CxxProgramTests {
  static let programs = Fixture.all(in: "Cxx", extensions: ["cpp"])

  @Test(arguments: programs.flatMap { [Fixture(path: $0.path, level: 0), Fixture(path: $0.path, level: 2)] })
  func derivativesAreRight(program: Fixture) throws {
    let arguments = try program.runArguments()
    let name = program.name.split(separator: ".")[0]
    try program.checking {
      let result = try NablaCommand.run(arguments)
      let isRight = result.isSuccess && ["ok\n", "ok \(name)\n"].contains(result.output)
      #expect(isRight, "\(NablaCommand.report(arguments, result))")
    }
  }
}

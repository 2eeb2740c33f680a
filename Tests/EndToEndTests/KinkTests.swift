import Testing

/// The choices at kinks hold however the compiler treats numbers; `CProgramTests` runs the same program plainly.
struct KinkTests {
  @Test(arguments: ["-ffast-math", "-ffp-model=strict"], [0, 2])
  func choicesHold(model: String, level: Int) throws {
    let program = "\(Fixture.folder)/C/float_kinks.c"
    let fast = model == "-ffast-math" ? ["-Xcc", "-DFAST"] : []
    let arguments = ["run", program, "-O\(level)", "-Xcc", model] + fast
    let result = try NablaCommand.run(arguments)
    #expect(result.isSuccess && result.output == "ok float_kinks\n", "\(NablaCommand.report(arguments, result))")
  }
}

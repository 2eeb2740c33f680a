import Testing
import Toolchain

/// Programs in the manner of those who test such a tool, compiled elsewhere without debug information and handed to
/// `nabla opt` as LLVM IR, unoptimised and optimised.
struct ConventionTests {
  static let programs = Fixture.all(in: "Convention", extensions: ["c", "cpp"])

  @Test(arguments: programs.flatMap { [Fixture(path: $0.path, level: 0), Fixture(path: $0.path, level: 3)] })
  func derivativesAreRight(program: Fixture) throws {
    let clang = try InstalledTools().clang()
    let scratch = try TemporaryDirectory()
    let (input, output) = (scratch.file("program.ll"), scratch.file("out.ll"))
    let isCxx = program.path.hasSuffix(".cpp")
    let language = isCxx ? ["--driver-mode=g++", "-std=c++20"] : ["-std=gnu17"]
    let compiled = try Command(
      clang, language + ["-w", "-O\(program.level)", "-S", "-emit-llvm", program.path, "-o", input]
    ).capture()
    #expect(compiled.termination.isSuccess, "\(compiled.output)")
    let rewritten = try NablaCommand.run(["opt", input, "-o", output])
    #expect(rewritten.isSuccess && rewritten.output.isEmpty, "\(rewritten.output)")
    let libraries = (isCxx ? ["-lstdc++"] : []) + ["-lm"]
    let result = try NablaCommand.run(["run", output] + libraries.flatMap { ["-Xlinker", $0] })
    #expect(result.isSuccess && result.output.hasSuffix("ok\n"), "\(result.output)")
  }

  @Test func programsAreFound() {
    #expect(Self.programs.count >= 25)
  }
}

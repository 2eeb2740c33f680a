import Testing
import Toolchain

/// What cannot be differentiated, and requests that make no sense: a message with place, function and advice, exit
/// code 1, no output file. The fixtures say in lines `// expect:` what the message contains.
struct RefusalTests {
  static let programs = Fixture.all(in: "Refusals", extensions: ["c", "cpp", "ll", "swift"])

  @Test(arguments: programs.flatMap { [Fixture(path: $0.path, level: 0), Fixture(path: $0.path, level: 2)] })
  func isRefused(program: Fixture) throws {
    try program.checking { try check(program) }
  }

  private func check(_ program: Fixture) throws {
    let scratch = try TemporaryDirectory()
    let output = scratch.file("output.o")
    let arguments = ["build", "-c", program.path, "-O\(program.level)", "-o", output]
    let result = try NablaCommand.run(arguments)
    let report = NablaCommand.report(arguments, result)
    #expect(result.termination == .exited(1), "\(report)")
    #expect(!exists(output), "an output file was left behind")
    #expect(result.output.contains(" error: "), "\(report)")
    #expect(result.output.contains(" note: "), "\(report)")
    for text in try program.remarks("expect") {
      #expect(result.output.contains(text), "\(report)")
    }
  }

  @Test func allRefusalsAreToldAtOnce() throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write(
      "two.c",
      """
      double __enzyme_autodiff(void *, ...);
      double first(double), second(double);
      double third(double), fourth(double);
      double f(double x) { return x * first(x) + x * second(x); }
      double g(double x) { return x * x; }
      double h(double x) { return x * third(x); }
      double k(double x) { return x * fourth(x); }
      int main(void) {
        return (int)(__enzyme_autodiff((void *)f, 2.0) + __enzyme_autodiff((void *)g, 2.0)
          + __enzyme_autodiff((void *)h, 2.0) + __enzyme_autodiff((void *)k, 2.0));
      }

      """)
    let result = try NablaCommand.run(["build", input, "-o", scratch.file("two")])
    for name in ["first", "second", "third", "fourth"] {
      #expect(result.output.contains("'\(name)'"), "\(result.output)")
    }
  }
}

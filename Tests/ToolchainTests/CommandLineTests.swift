import Foundation
import Testing

@testable import Toolchain

/// The built `nabla` command with input that it must refuse: one clear message, the right exit code, no output file.
struct CommandLineTests {
  /// A run of the command in a directory of its own.
  struct Session {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    func write(_ name: String, _ text: String) throws -> String {
      try text.write(toFile: scratch.file(name), atomically: false, encoding: .utf8)
      return scratch.file(name)
    }

    func nabla(_ arguments: String...) throws -> (termination: Termination, output: String) {
      let result = try Command(Self.executable(), arguments).capture()
      return (result.termination, result.output)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: scratch.file(name)) }

    /// The command beside the test bundle.
    static func executable() throws -> String {
      let beside = directory(of: executablePath()) + "/nabla"
      if isProgram(beside) { return beside }
      let bundle = try #require(Bundle.allBundles.map(\.bundlePath).first { isProgram(directory(of: $0) + "/nabla") })
      return directory(of: bundle) + "/nabla"
    }
  }

  static let identity = "define double @f(double %x) {\n  ret double %x\n}\n"

  @Test func malformedTextHasAPlace() throws {
    let session = try Session()
    let input = try session.write("bad.ll", "define i32 @f( { ret\n")
    let result = try session.nabla("opt", input, "-o", session.scratch.file("out.ll"))
    #expect(result.termination == .exited(1))
    #expect(result.output.hasPrefix("\(input):1:18: error: expected type"))
    #expect(!session.exists("out.ll"))
  }

  @Test func malformedBitcode() throws {
    let session = try Session()
    let input = try session.write("bad.bc", "BC and then nothing sensible")
    let result = try session.nabla("opt", input, "-o", session.scratch.file("out.bc"))
    #expect(result.termination == .exited(1))
    #expect(!session.exists("out.bc"))
  }

  @Test func invalidModule() throws {
    let session = try Session()
    let input = try session.write(
      "invalid.ll",
      """
      define i32 @f(i1 %c) {
        br i1 %c, label %a, label %b
      a:
        %x = add i32 1, 2
        br label %b
      b:
        ret i32 %x
      }

      """)
    let result = try session.nabla("opt", input)
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("is not a valid module"))
    #expect(result.output.contains("does not dominate"))
  }

  @Test(arguments: [
    (["opt", "/no/such/file.ll"], "no such file: '/no/such/file.ll'"),
    (["opt", "/"], "'/' is a directory"),
    (["opt", "/etc/hostname"], "unknown type of file '/etc/hostname'"),
    (["run", "/no/such/file.c"], "no such file: '/no/such/file.c'"),
    (["build", "/etc/hostname"], "unknown type of file"),
    (["explain", "/no/such/file.swift"], "no such file"),
  ])
  func unusableInput(arguments: [String], message: String) throws {
    let result = try Command(Session.executable(), arguments).capture()
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("error: \(message)"))
  }

  @Test(arguments: [
    ["opt"], ["opt", "a.ll", "b.ll"], ["opt", "a.ll", "-O9"], ["opt", "a.ll", "-o"], ["run"], ["run", "--", "a.c"],
    ["frobnicate"], ["opt", "a.ll", "--emit", "pdf"], ["opt", "a.ll", "-S", "--emit", "bitcode"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let result = try Command(Session.executable(), arguments).capture()
    #expect(result.termination == .exited(64))
    #expect(result.output.hasPrefix("Error: "))
    #expect(result.output.contains("Usage: nabla"))
  }

  @Test func unwritableOutput() throws {
    let session = try Session()
    let input = try session.write("in.ll", Self.identity)
    let missing = try session.nabla("opt", input, "-o", session.scratch.file("missing/out.ll"))
    #expect(missing.termination == .exited(1))
    #expect(missing.output.contains("error: cannot write"))
    let folder = try session.nabla("opt", input, "-S", "-o", session.scratch.path)
    #expect(folder.output.contains("it is a directory"))
    let full = try session.nabla("opt", input, "-S", "-o", "/dev/full")
    #expect(full.termination == .exited(1))
    #expect(full.output.contains("No space left on device"))
  }

  @Test func unknownOutputType() throws {
    let session = try Session()
    let input = try session.write("in.ll", Self.identity)
    let result = try session.nabla("opt", input, "-o", session.scratch.file("out.xyz"))
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("unknown type of output file"))
    #expect(!session.exists("out.xyz"))
  }

  @Test func formatFollowsTheExtension() throws {
    let session = try Session()
    let input = try session.write("in.ll", Self.identity)
    #expect(try session.nabla("opt", input, "-o", session.scratch.file("out.bc")).termination.isSuccess)
    let bitcode = try #require(FileManager.default.contents(atPath: session.scratch.file("out.bc")))
    #expect(bitcode.starts(with: [0x42, 0x43, 0xC0, 0xDE]))
    let text = try session.nabla("opt", session.scratch.file("out.bc"), "-O0")
    #expect(text.output.contains("define double @f(double"))
  }

  @Test func emptyStandardInput() throws {
    let result = try Session().nabla("opt", "-")
    #expect(result.termination == .exited(1))
    #expect(result.output == "nabla: error: the standard input is empty\n")
  }

  @Test func programsKeepTheirExitCodeAndArguments() throws {
    let session = try Session()
    let input = try session.write(
      "main.c", "#include <stdio.h>\nint main(int n, char **v) { puts(v[1]); puts(v[2]); return n + 39; }\n")
    let result = try session.nabla("run", input, "--", "-O9", "two words")
    #expect(result.termination == .exited(42))
    #expect(result.output == "-O9\ntwo words\n")
  }

  @Test func programsKeepTheirSignal() throws {
    let session = try Session()
    let input = try session.write("main.c", "#include <signal.h>\nint main(void) { return raise(SIGKILL); }\n")
    #expect(try session.nabla("run", input).termination == .signalled(SIGKILL))
  }

  @Test func compilerErrorsAreShown() throws {
    let session = try Session()
    let input = try session.write("main.c", "int main(void) { return x; }\n")
    let result = try session.nabla("build", input, "-o", session.scratch.file("main"))
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("\(input):1:25: error:"))
    #expect(result.output.contains("nabla: error: cannot compile"))
    #expect(!session.exists("main"))
  }

  @Test func severalSwiftFilesNeedAnEntryPoint() throws {
    let session = try Session()
    let first = try session.write("a.swift", "print(1)\n")
    let second = try session.write("b.swift", "func f() {}\n")
    let result = try session.nabla("run", first, second)
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("the program has no entry point"))
  }

  @Test func missingToolchainIsTold() throws {
    let session = try Session()
    let input = try session.write("main.c", "int main(void) { return 0; }\n")
    let command = Command("/usr/bin/env", ["PATH=/nonexistent", try Session.executable(), "run", input])
    let result = try command.capture()
    #expect(result.termination == .exited(1))
    #expect(result.output.contains("nabla: error: no clang compiler found"))
    #expect(result.output.contains("nabla doctor"))
  }

  @Test func versionAndHelp() throws {
    #expect(try Session().nabla("--version").output.hasPrefix("nabla "))
    for command in ["run", "build", "opt", "explain", "doctor"] {
      let help = try Session().nabla(command, "--help")
      #expect(help.termination.isSuccess)
      #expect(help.output.contains("nabla \(command)"))
    }
  }
}

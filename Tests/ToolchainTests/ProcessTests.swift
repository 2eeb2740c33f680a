import Foundation
import Testing

@testable import Toolchain

/// Running other programs.
struct ProcessTests {
  @Test func outputIsCaptured() throws {
    let (termination, output) = try Command("/bin/sh", ["-c", "echo out; echo err >&2"]).capture()
    #expect(termination.isSuccess)
    #expect(output == "out\nerr\n")
  }

  @Test func exitCodesAndSignalsAreTold() throws {
    #expect(try Command("/bin/sh", ["-c", "exit 7"]).capture().termination == .exited(7))
    #expect(try Command("/bin/sh", ["-c", "kill -TERM $$"]).capture().termination == .signalled(SIGTERM))
  }

  @Test func muchOutputDoesNotBlock() throws {
    let (_, output) = try Command("/bin/sh", ["-c", "head -c 1000000 /dev/zero"]).capture()
    #expect(output.utf8.count == 1_000_000)
  }

  @Test func missingProgramIsAFailure() {
    #expect(throws: ToolFailure("cannot run '/no/such/program': No such file or directory")) {
      try Command("/no/such/program", []).run()
    }
  }

  @Test func toolsAreFoundByVariableOrPath() throws {
    let tools = InstalledTools(environment: ["PATH": "/nowhere:/bin", "NABLA_CLANG": "/bin/sh"])
    #expect(try tools.clang() == "/bin/sh")
    #expect(tools.find(["no-such-tool", "sh"]) == "/bin/sh")
    #expect(throws: ToolFailure.self) { try tools.swiftc() }
    #expect(throws: ToolFailure.self) {
      try InstalledTools(environment: ["NABLA_CLANG": "/no/such/clang"]).clang()
    }
  }
}

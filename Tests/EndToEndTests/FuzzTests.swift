// A few random programs and damaged files; long campaigns are for `nabla fuzz` itself.

import Foundation
import Testing
import Toolchain

struct FuzzTests {
  /// Every form, with the programs in batches; exit code 1 would be a wrong derivative or a crash.
  @Test(arguments: ["-O0", "-O3", "--raw", "--vectorized", "--sanitized"])
  func derivativesOfRandomProgramsAreRight(form: String) throws {
    guard (try? InstalledTools().clang()) != nil else { return }
    let result = try NablaCommand.run(["fuzz", "--seed", "31000", "--count", "12", "--batch", "6", "--no-shrink", form])
    #expect(result.isSuccess, "\(result.output)")
    #expect(result.output.contains("0 wrong, 0 crash, 0 refused, 0 invalid"), "\(result.output)")
  }

  @Test func derivativesOfRandomCxxProgramsAreRight() throws {
    guard (try? InstalledTools().clang()) != nil else { return }
    let arguments = ["--seed", "1000", "--count", "4", "--take-turns", "-O0", "-O2"]
    let result = try NablaCommand.run(["fuzz", "--language", "cxx"] + arguments)
    #expect(result.isSuccess, "\(result.output)")
    #expect(!result.output.contains("seed"), "\(result.output)")
  }

  @Test func damagedFilesAreAnswered() throws {
    guard (try? InstalledTools().clang()) != nil else { return }
    let result = try NablaCommand.run(["fuzz", "--mutate", "--seed", "31000", "--count", "40"])
    #expect(result.isSuccess && result.output.contains(", 0 crash"), "\(result.output)")
  }
}

// `nabla doctor`: what this machine has and lacks.

import ArgumentParser
import Toolchain

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check that this machine has what is needed, and say how to install what is missing.",
    discussion: """
      Ends with exit code 1 if something that is required is missing.

        nabla doctor
      """)

  func run() throws {
    let environment = processEnvironment()
    let examination = Examination(
      tools: InstalledTools(environment: environment), cache: Cache(environment: environment),
      llvmPrefix: environment["LLVM_PREFIX"])
    let findings = examination.findings()
    print(findings.map(\.description).joined(separator: "\n"))
    if findings.contains(where: \.isFatal) { throw ExitCode.failure }
  }
}

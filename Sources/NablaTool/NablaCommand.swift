// The root command: what `nabla` is, and its subcommands.

import ArgumentParser

struct NablaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nabla",
    abstract: "Automatic differentiation for compiled code: Swift, C, C++ and LLVM IR.",
    discussion: """
      Write an ordinary function, ask for its derivative, run the program:

        nabla run rosenbrock.swift
        nabla run rosenbrock.c -O3 -- 1.0 2.0
        nabla build model.c data.c -o model
        nabla opt in.ll -o out.ll
        nabla explain model.swift

      'nabla doctor' says whether this machine has what is needed.
      """,
    version: "nabla \(toolVersion)",
    subcommands: [
      RunCommand.self, BuildCommand.self, OptCommand.self, ExplainCommand.self, FuzzCommand.self, DoctorCommand.self,
      IncludePathCommand.self, LinkerPathCommand.self, SwiftFlagsCommand.self,
      LinkCommand.self,
    ])
}

/// The version of the tool, as in CHANGELOG.md.
let toolVersion = "0.1.0"

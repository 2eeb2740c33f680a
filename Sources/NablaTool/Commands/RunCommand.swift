// `nabla run`: compile, differentiate, link, run.

import ArgumentParser
import Toolchain

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Compile a program, differentiate it, and run it.",
    discussion: """
      Takes .swift, .c, .cpp, .cc, .ll and .bc files, which make one program together. What follows '--' goes to the \
      program; its exit code becomes the exit code of this command.

        nabla run rosenbrock.swift
        nabla run rosenbrock.c -O3 -- 1.0 2.0
        nabla run main.c model.c -Xcc -DSIZE=100 -Xlinker -lblas
        nabla run Sources/*.swift -- data.json
      """)

  @Argument(help: ArgumentHelp("The files of the program.", valueName: "files"))
  var files: [String]

  @Argument(parsing: .postTerminator, help: ArgumentHelp("Arguments for the program, after '--'.", valueName: "arguments"))
  var programArguments: [String] = []

  @OptionGroup var compilers: CompilerOptions

  func run() throws {
    let termination = try reportingFailures { try runProgram() }
    exitLike(termination)
  }

  private func runProgram() throws -> Termination {
    let console = Console(isVerbose: compilers.engine.verbose)
    let inputs = try inputFiles(files)
    let pipeline = try compilers.makePipeline(console: console)
    let executable = pipeline.scratchFile(programName(of: inputs[0].path))
    try pipeline.makeExecutable(of: inputs, at: executable)
    console.clear()
    return try Command(executable, programArguments).runInForeground()
  }
}

/// The name of the program made of a file: the file's name without extension.
func programName(of path: String) -> String {
  let name = fileName(of: path)
  return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
}

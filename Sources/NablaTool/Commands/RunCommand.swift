// `nabla run`: compile, differentiate, link, run.

import ArgumentParser
import Foundation
import Toolchain

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Compile a program, differentiate it, and run it.",
    usage: "nabla run <files> ... [<options>] [-- <arguments> ...]",
    discussion: """
      Takes .swift, .c, .cpp, .cc, .ll and .bc files, which make one program together. What follows '--' goes to the \
      program; its exit code becomes the exit code of this command.

        nabla run rosenbrock.swift
        nabla run rosenbrock.c -O3 -- 1.0 2.0
        nabla run main.c model.c -Xcc -DSIZE=100 -Xlinker -lblas
        nabla run Sources/*.swift -- data.json
      """)

  @Argument(help: ArgumentHelp("The files of the program.", valueName: "files"))
  var filesAndArguments: [String]

  @OptionGroup var compilers: CompilerOptions

  /// How many of the positional arguments stand behind `--`: the parser appends them to the files.
  private var programArgumentCount: Int {
    let words = CommandLine.arguments
    return words.firstIndex(of: "--").map { words.count - $0 - 1 } ?? 0
  }

  func validate() throws {
    if filesAndArguments.count <= programArgumentCount {
      throw ValidationError("Missing expected argument '<files> ...'")
    }
  }

  func run() throws {
    let termination = try reportingFailures { try runProgram() }
    if let text = explanation(of: termination) { FileHandle.standardError.write(Data(text.utf8)) }
    exitLike(termination)
  }

  private func runProgram() throws -> Termination {
    let console = Console(isVerbose: compilers.engine.verbose)
    let inputs = try inputFiles(filesAndArguments.dropLast(programArgumentCount))
    let programArguments = Array(filesAndArguments.suffix(programArgumentCount))
    let pipeline = try compilers.makePipeline(console: console)
    return try pipeline.run(inputs, arguments: programArguments)
  }
}

// `nabla build`: compile, differentiate, link.

import ArgumentParser
import Toolchain

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile a program, differentiate it, and write an executable or an object file.",
    discussion: """
      Takes .swift, .c, .cpp, .cc, .ll and .bc files, which make one program together.

        nabla build model.swift -o model
        nabla build model.c -c -o model.o
        nabla build main.cpp model.c -O3 -o model
      """)

  @Argument(help: ArgumentHelp("The files of the program.", valueName: "files"))
  var files: [String]

  @Option(
    name: .short, help: ArgumentHelp("The file to write (default: named like the first file).", valueName: "file"))
  var output: String?

  @Flag(name: .customShort("c"), help: "Write an object file; do not link.")
  var object = false

  @OptionGroup var compilers: CompilerOptions

  func run() throws {
    try reportingFailures {
      let console = Console(isVerbose: compilers.engine.verbose)
      let inputs = try inputFiles(files)
      let name = programName(of: inputs[0].path)
      let destination = output ?? (object ? "\(name).o" : name)
      try checkWritable(destination)
      let pipeline = try compilers.makePipeline(console: console)
      if object {
        try pipeline.makeObject(of: inputs, at: destination)
      } else {
        try pipeline.makeExecutable(of: inputs, at: destination)
      }
    }
  }
}

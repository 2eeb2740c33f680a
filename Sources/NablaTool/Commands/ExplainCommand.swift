// `nabla explain`: what the engine saw and chose.

import ArgumentParser
import Toolchain

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what is differentiated and how, without running it.",
    discussion: """
        nabla explain model.swift
        nabla explain model.c --function energy
      """)

  @Argument(help: ArgumentHelp("The files of the program.", valueName: "files"))
  var files: [String]

  @Option(help: ArgumentHelp("Only derivatives of functions whose name contains this.", valueName: "name"))
  var function: String?

  @OptionGroup var compilers: CompilerOptions

  func run() throws {
    try reportingFailures {
      let console = Console(isVerbose: compilers.engine.verbose)
      let inputs = try inputFiles(files)
      let pipeline = try compilers.makePipeline(console: console, explains: true)
      let report = try pipeline.differentiate(try pipeline.module(of: inputs))
      console.clear()
      print(reportText(report, function: function))
    }
  }
}

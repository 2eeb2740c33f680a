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

  @Option(
    name: .customLong("print"),
    help: ArgumentHelp(
      "Print what this stage made: prepared, derived or optimised (LLVM IR), model, facts or plan.",
      valueName: "stage"))
  var stage: Stage?

  enum Stage: String, ExpressibleByArgument { case prepared, model, facts, plan, derived, optimised }

  @OptionGroup var compilers: CompilerOptions

  func run() throws {
    try reportingFailures {
      let console = Console(isVerbose: compilers.engine.verbose)
      let inputs = try inputFiles(files)
      let wanted = stage?.rawValue
      let pipeline = try compilers.makePipeline(console: console, explains: true) { stage, text in
        if stage == wanted { print(text) }
      }
      let report = try pipeline.differentiate(try pipeline.module(of: inputs))
      console.clear()
      if stage == nil { print(reportText(report, function: function)) }
    }
  }
}

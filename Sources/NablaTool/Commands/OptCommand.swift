// `nabla opt`: from LLVM IR to LLVM IR.

import ArgumentParser
import LLVM
import Toolchain

struct OptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opt",
    abstract: "Replace the requests for derivatives in LLVM IR.",
    discussion: """
      Reads text (.ll) or bitcode (.bc) and writes what the output's extension says. '-' is standard input or output.

        nabla opt in.ll -o out.ll
        nabla opt in.bc -o out.bc -O3
        clang -O1 -S -emit-llvm model.c -o - | nabla opt - > out.ll
      """)

  @Argument(help: "A .ll or .bc file, or '-'.")
  var input: String

  @Option(name: .short, help: ArgumentHelp("The output file, .ll or .bc, or '-' (default).", valueName: "file"))
  var output = "-"

  @Option(
    help: ArgumentHelp(
      "The form of the output: text or bitcode (default: by extension, text for '-').", valueName: "form"))
  var emit: IRFormat?

  @Flag(name: .customShort("S"), help: "Write text, as '--emit text'.")
  var text = false

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    if text && emit == .bitcode { throw ValidationError("'-S' and '--emit bitcode' exclude each other") }
  }

  func run() throws {
    try reportingFailures {
      let console = Console(isVerbose: engine.verbose)
      let format = try outputFormat()
      if input != "-" {
        guard try InputFile(input).language.isLLVM else {
          throw ToolFailure("'\(input)' is no LLVM IR", notes: ["'nabla opt' reads .ll and .bc; try 'nabla build'"])
        }
      }
      if output != "-" { try checkWritable(output) }
      let module = try console.stage("reading \(input)") { try readModule(input, in: Context()) }
      _ = try runEngine(on: module, options: engine.differentiation, console: console)
      try verifyResult(module)
      try console.stage("writing \(output)") { try writeModule(module, to: output, format: format) }
    }
  }

  private func outputFormat() throws -> IRFormat {
    if text { return .text }
    if let emit { return emit }
    if output == "-" { return .text }
    if let format = IRFormat(path: output) { return format }
    throw ToolFailure("unknown type of output file '\(output)'", notes: ["expected .ll or .bc, or use --emit"])
  }
}

extension IRFormat: ExpressibleByArgument {}

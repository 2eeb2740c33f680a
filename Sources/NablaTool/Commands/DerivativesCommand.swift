// `nabla derivatives`: what the build-tool plugin runs; not meant to be typed.

import ArgumentParser
import Foundation
import Toolchain

struct DerivativesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derivatives",
    abstract: "Make the derivatives of a target of a package (run by the build-tool plugin).",
    shouldDisplay: false)

  @Argument(help: "The plugin's description of the target.")
  var description: String

  @OptionGroup var engine: EngineOptions

  func run() throws {
    #if os(Linux)
      // Swift Build sets it to `/`, which is right for its own calls of the compiler only.
      unsetenv("SDKROOT")
    #endif
    try reportingFailures {
      let console = Console(isVerbose: engine.verbose || processEnvironment()["NABLA_VERBOSE"] != nil)
      let derivatives = try PackageDerivatives(
        description: description, configuration: configuration, tools: InstalledTools(), console: console)
      try derivatives.make(engine.differentiation)
    }
  }

  /// The tool is built in the configuration of the package that uses it; its place tells.
  private var configuration: BuildConfiguration {
    executablePath().lowercased().contains("/release") ? .release : .debug
  }
}

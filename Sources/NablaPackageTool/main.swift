// What the build-tool plugin runs before SwiftPM compiles a target: `NablaPackageTool target.json` makes the target's
// derivatives. Started by a compiler as a macro plugin, it expands Nabla's macros instead.
//
// It is a program of its own, and not a command of `nabla`, because plugins can rely on a tool only if its target and its
// product have the same name; and people who use the library need not build the parser of `nabla`'s command lines.

import Differentiation
import Foundation
import NablaMacroExpansion
import Toolchain

if isStartedAsMacroPlugin() { serveMacroPlugin() }
runOnLargeStack {
  reportCrashes()
  do {
    try makeDerivatives(arguments: Array(CommandLine.arguments.dropFirst()))
  } catch {
    let failure = error as? ToolFailure ?? ToolFailure("\(error)")
    FileHandle.standardError.write(Data("\(failure)\n".utf8))
    exit(1)
  }
}

/// Makes the derivatives of the target that the file named by the only argument describes.
func makeDerivatives(arguments: [String]) throws {
  guard let description = arguments.first, arguments.count == 1 else {
    throw ToolFailure("this program is run by NablaPlugin, with the description of a target; people run nabla")
  }
  #if os(Linux)
    // Swift Build sets it to `/`, which is right for its own calls of the compiler only.
    unsetenv("SDKROOT")
  #endif
  let console = Console(isVerbose: ProcessInfo.processInfo.environment["NABLA_VERBOSE"] != nil)
  let derivatives = try PackageDerivatives(
    description: description, configuration: ownConfiguration(), tools: InstalledTools(), console: console)
  try derivatives.make(DifferentiationOptions())
}

/// The configuration of the package that uses the tool, in which the tool is built, too; its place tells.
func ownConfiguration() -> BuildConfiguration {
  executablePath().lowercased().contains("/release") ? .release : .debug
}

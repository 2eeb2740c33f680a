// Options that several commands share.

import ArgumentParser
import Differentiation
import Toolchain

/// `-O0` to `-O3`.
enum LevelFlag: Int, EnumerableFlag {
  case level0, level1, level2, level3

  static func name(for value: LevelFlag) -> NameSpecification {
    .customLong("O\(value.rawValue)", withSingleDash: true)
  }

  static func help(for value: LevelFlag) -> ArgumentHelp? {
    switch value {
    case .level0: "Optimise nothing that need not be."
    case .level1: "Optimise a little."
    case .level2: "Optimise (default)."
    case .level3: "Optimise more, for larger code."
    }
  }
}

/// What the engine is told.
struct EngineOptions: ParsableArguments {
  @Flag(exclusivity: .chooseLast)
  var level: LevelFlag = .level2

  @Flag(help: "Let 0 times infinity be 0 in derivatives.")
  var strongZero = false

  @Flag(help: "Decide when the program runs which memory carries derivatives, where that is unknown before.")
  var runtimeActivity = false

  @Flag(name: .shortAndLong, help: "Print the external commands and how long each stage takes.")
  var verbose = false

  var optimizationLevel: OptimizationLevel { OptimizationLevel(rawValue: level.rawValue) ?? .standard }

  var differentiation: DifferentiationOptions {
    var options = DifferentiationOptions()
    options.optimizationLevel = level.rawValue
    options.strongZero = strongZero
    options.runtimeActivity = runtimeActivity
    return options
  }
}

/// What the compilers are told.
struct CompilerOptions: ParsableArguments {
  @Option(
    name: .customLong("Xcc", withSingleDash: true), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Pass an argument to clang.", valueName: "argument"))
  var clangArguments: [String] = []

  @Option(
    name: .customLong("Xswiftc", withSingleDash: true), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Pass an argument to swiftc.", valueName: "argument"))
  var swiftArguments: [String] = []

  @Option(
    name: .customLong("Xlinker", withSingleDash: true), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Pass an argument to the linker.", valueName: "argument"))
  var linkerArguments: [String] = []

  @OptionGroup var engine: EngineOptions

  /// A pipeline with these options.
  func makePipeline(
    console: Console, explains: Bool = false, onStage: (@Sendable (String, String) -> Void)? = nil
  ) throws -> Pipeline {
    var options = BuildOptions()
    options.level = engine.optimizationLevel
    options.clangArguments = clangArguments
    options.swiftArguments = swiftArguments
    options.linkerArguments = linkerArguments
    options.differentiation = engine.differentiation
    options.differentiation.explains = explains
    options.differentiation.onStage = onStage
    return try Pipeline(
      tools: InstalledTools(), cache: Cache(environment: processEnvironment()), options: options, console: console)
  }
}

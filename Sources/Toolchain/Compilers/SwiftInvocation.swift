// The swiftc command line that turns Swift files into one bitcode module fit for differentiation.
//
// Always `-O` (an unoptimised Swift module keeps generic code unspecialised) and as a whole module, but without LLVM's
// own passes: the engine runs those, and reads the typed address computations that they would erase.

/// One compilation of Swift files to bitcode.
public struct SwiftInvocation: Sendable, Equatable {
  public var inputs: [String]
  public var output: String
  /// The module's name; nil to derive it from the output.
  public var moduleName: String?
  /// Where the module's interface for importers is written; nil for a program.
  public var modulePath: String?
  /// Whether the module has no top-level code (a library, or a program that starts at `@main`).
  public var isLibrary: Bool
  public var importPaths: [String] = []
  /// The executable that expands Nabla's macros.
  public var macroPlugin: String?
  /// Arguments from the user, last, so that they win.
  public var extraArguments: [String] = []

  public init(inputs: [String], output: String, isLibrary: Bool) {
    self.inputs = inputs
    self.output = output
    self.isLibrary = isLibrary
  }

  /// The arguments of swiftc.
  public var arguments: [String] {
    var result = ["-O", "-wmo", "-g", "-emit-bc", "-Xfrontend", "-disable-llvm-optzns"]
    if isLibrary { result += ["-parse-as-library"] }
    if let moduleName { result += ["-module-name", moduleName] }
    if let modulePath { result += ["-emit-module", "-emit-module-path", modulePath] }
    result += importPaths.flatMap { ["-I", $0] }
    if let macroPlugin { result += ["-load-plugin-executable", "\(macroPlugin)#NablaMacros"] }
    return result + extraArguments + inputs + ["-o", output]
  }
}

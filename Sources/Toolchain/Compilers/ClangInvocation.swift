// The clang command line that turns a C or C++ file into bitcode fit for differentiation: with all that optimisation
// wants to know, but not optimised yet, because registrations must be read first; with debug information, so that
// messages have places.

/// One compilation of a C or C++ file to bitcode.
public struct ClangInvocation: Sendable, Equatable {
  public var input: String
  public var output: String
  public var level: OptimizationLevel
  /// Folders in which headers are looked for after those of the user.
  public var includePaths: [String] = []
  /// Arguments from the user, last, so that they win.
  public var extraArguments: [String]

  public init(input: String, output: String, level: OptimizationLevel, extraArguments: [String] = []) {
    self.input = input
    self.output = output
    self.level = level
    self.extraArguments = extraArguments
  }

  /// The arguments of clang.
  public var arguments: [String] {
    ["-g", "-c", "-emit-llvm", "-fPIC"] + levelArguments + extraArguments
      + includePaths.flatMap { ["-isystem", $0] } + [input, "-o", output]
  }

  /// Without optimisation, too, types and leave to inline are wanted.
  private var levelArguments: [String] { ["-O\(max(level.rawValue, 1))", "-Xclang", "-disable-llvm-passes"] }
}

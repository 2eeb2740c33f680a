// What a driver of the fuzzer handles: a seed and the text it stands for.

/// A generated program, ready to be compiled, differentiated and run: exit code 0 when every check holds.
public struct FuzzCase: Hashable, Sendable {
  public var seed: UInt64
  public var source: String

  public init(seed: UInt64, source: String) {
    self.seed = seed
    self.source = source
  }

  /// The C program of `seed`.
  public static func c(seed: UInt64, options: ProgramGenerator.Options = .init()) -> FuzzCase {
    FuzzCase(seed: seed, source: ProgramGenerator(seed: seed, options: options).cProgram())
  }

  /// The C++ program of `seed`.
  public static func cxx(seed: UInt64) -> FuzzCase {
    FuzzCase(seed: seed, source: CxxProgramGenerator(seed: seed).cxxProgram())
  }

  /// The Swift program of `seed`.
  public static func swift(seed: UInt64, options: SwiftProgramGenerator.Options = .init()) -> FuzzCase {
    FuzzCase(seed: seed, source: SwiftProgramGenerator(seed: seed, options: options).swiftProgram())
  }
}

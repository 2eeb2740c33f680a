// How a generated program reaches the engine: the same text, compiled in different ways, must give the same derivative.

/// A way to compile a generated program before it is differentiated.
public enum FuzzForm: String, Sendable, CaseIterable {
  case none = "-O0"
  case basic = "-O1"
  case standard = "-O2"
  case aggressive = "-O3"
  /// As clang leaves it without any request for optimisation: every function marked `optnone`, everything in memory.
  case raw
  /// As clang -O3 leaves it: vectorised and unrolled before differentiation.
  case vectorized
  /// With AddressSanitizer in the program and in its derivatives.
  case sanitized

  /// The level given to `nabla build`.
  var level: String {
    switch self {
    case .none, .raw: "-O0"
    case .basic, .sanitized: "-O1"
    case .standard: "-O2"
    case .aggressive, .vectorized: "-O3"
    }
  }

  /// The arguments of a clang that runs before `nabla build`; nil if that compiles the text itself.
  public var compilation: [String]? {
    switch self {
    case .raw: ["-O0"]
    case .vectorized: ["-O3", "-march=x86-64-v3"]
    case .sanitized: ["-O1", "-fsanitize=address", "-Xclang", "-disable-llvm-passes"]
    default: nil
    }
  }
}

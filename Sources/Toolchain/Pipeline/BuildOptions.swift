// What the commands that compile programs are told.

import Differentiation

/// How a program is compiled, differentiated and linked.
public struct BuildOptions: Sendable {
  /// For the compilers of C and C++, and for everything after differentiation.
  public var level = OptimizationLevel.standard
  /// More arguments for clang.
  public var clangArguments: [String] = []
  /// More arguments for swiftc.
  public var swiftArguments: [String] = []
  /// More arguments for the linker.
  public var linkerArguments: [String] = []
  public var differentiation = DifferentiationOptions()

  public init() {}
}

// How much is optimised, as in the `-O` flags of compilers.

/// `-O0` to `-O3`.
public enum OptimizationLevel: Int, Sendable, CaseIterable {
  case none = 0
  case basic = 1
  case standard = 2
  case aggressive = 3
}

// Writes random programs in natural C++ that check their own derivatives: classes with virtual functions, containers,
// lambdas, templates, exceptions.
//
// The text of a program stands once, as a template over the type of its numbers. Over double it is differentiated; over
// `Traced`, a long double that records every decision, it is the checker's copy. As in C, values stay of order one by
// construction.

/// A random C++ program, determined by its seed.
public struct CxxProgramGenerator: Sendable {
  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// The program. With `NO_AD` defined it makes no requests, which tests the program itself.
  public func cxxProgram() -> String {
    var builder = CxxBuilder(seed: seed)
    let program = builder.text()
    let (n, m) = (builder.lengths.x, builder.lengths.y)
    let inputs = (0...n + m).map { _ in "\(builder.input())" }.joined(separator: ", ")
    let seeds = (0..<n + m).map { "\(0.5 + 0.25 * Double($0 % 4) - 0.125 * Double($0 % 3))" }
    return """
      // Program \(seed). Prints ok and exits with 0 when every derivative is right.
      \(CxxChecks.prelude)
      \(program)
      enum { N = \(n), M = \(m) };
      static const double at[] = {\(inputs)};
      static const double seeds[] = {\(seeds.joined(separator: ", "))};

      \(CxxChecks.checks)
      """
  }
}

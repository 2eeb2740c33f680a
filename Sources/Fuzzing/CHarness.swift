// The text around generated programs: many programs make one file, and share its checks and its `main`.

/// Programs as one file of C that checks all their derivatives.
public struct CFile: Sendable {
  public let text: String
  /// The line on which each program begins.
  private let beginnings: [Int]

  public init(_ programs: [Program]) {
    var text = "// Generated programs; -DNO_AD checks them without derivatives. `program 3` begins with the fourth.\n"
    text += CChecks.prelude
    var line = text.count { $0 == "\n" } + 1
    var beginnings: [Int] = []
    for program in programs {
      let section = program.cSection()
      beginnings.append(line)
      line += section.count { $0 == "\n" }
      text += section
    }
    let cases = programs.map { "&case_\($0.seed)" }.joined(separator: ", ")
    text += "static const Case *const cases[] = {\(cases)};\n\n" + CChecks.main
    self.text = text
    self.beginnings = beginnings
  }

  /// A program with its requests and without checks.
  static func requests(of program: Program) -> String {
    """
    \(CChecks.prelude)
    \(CRenderer.text(of: program, isWide: false))
    static const double seeds_\(program.seed)[MOST] = {1};
    \(CRequests(program: program).text)
    const Case case_\(program.seed) = {
      \(CRequests(program: program).members)
    };

    """
  }

  /// The position of the program that this line, counted from one, belongs to.
  public func program(atLine line: Int) -> Int? { beginnings.lastIndex { $0 <= line } }
}

extension Program {
  /// The whole C program: the functions, the same functions in long double, the requests, and the checks.
  public func cText() -> String { CFile([self]).text }

  /// What is this program's own in a file of several.
  fileprivate func cSection() -> String {
    let inputs = (x + y + [s]).map { "\($0)" }.joined(separator: ", ")
    let seeds = (0..<x.count + y.count).map { "\(0.5 + 0.25 * Double($0 % 4) - 0.125 * Double($0 % 3))" }
    return """
      // Program \(seed)
      \(CRenderer.text(of: self, isWide: false))
      // The same in long double, with a trace of every decision that depends on a real.
      \(CRenderer.text(of: self, isWide: true))
      static const double at_\(seed)[] = {\(inputs)};
      static const double seeds_\(seed)[] = {\(seeds.joined(separator: ", "))};

      #ifndef NO_AD
      \(CRequests(program: self).text)
      #endif
      static const Case case_\(seed) = {
        .seed = \(seed), .n = \(x.count), .m = \(y.count), .single = \(usesSingle ? 1 : 0),
        .at = at_\(seed), .seeds = seeds_\(seed), .f = f_\(seed), .wide = f_\(seed)_w,
      #ifndef NO_AD
        \(CRequests(program: self).members)
      #endif
      };


      """
  }
}

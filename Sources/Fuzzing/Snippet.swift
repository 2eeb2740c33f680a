// Pieces of C as people write them, with holes for random expressions: lists, trees, matrices, sorting, callbacks.
//
// In the text of a snippet
//
//     $0 $1 …     what fills the holes, in parentheses where needed
//     $R $C       the real type, its complex type; long double in the checker's copy
//     $sin(…)     a function of libm in the precision of $R
//     $?(a < b)   a decision that depends on reals: traced in the checker's copy
//     $@name      a type or function that the snippet brings along
//
// Names of variables end in an underscore, which the generator's never do.

/// A piece of C with holes.
struct Snippet {
  /// What fills the holes, in order.
  enum Hole {
    /// Something to assign to.
    case target
    case real
    case integer
    /// An array of at least three reals, and its length: two holes.
    case array
  }

  var holes: [Hole]
  var text: String
  /// The name of the support, types and functions at file scope, that it needs.
  var support: String?

  init(_ holes: [Hole], _ text: String, support: String? = nil) {
    self.holes = holes
    self.text = text
    self.support = support
  }

  static let all: [Snippet] = pointers + structures + numerics + control + algorithms
}

extension CRenderer {
  /// The text of a snippet with its holes filled.
  func text(ofSnippet snippet: String, _ arguments: [String]) -> String {
    var result = ""
    var rest = Substring(snippet)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.first == "?" {
        rest.removeFirst()
        result += isWide ? "seen" : ""
      } else if rest.first == "@" {
        rest.removeFirst()
        result += global(word(&rest))
      } else {
        result += meaning(of: word(&rest), arguments)
      }
    }
    return result + rest
  }

  private func word(_ text: inout Substring) -> String {
    let word = text.prefix { $0.isLetter || $0.isNumber }
    text = text.dropFirst(word.count)
    return String(word)
  }

  private func meaning(of word: String, _ arguments: [String]) -> String {
    if let position = Int(word) { return arguments[position] }
    switch word {
    case "R": return type(.real)
    case "C": return type(.real) + " complex"
    default: return mathName(word, .real)
    }
  }
}

extension ProgramBuilder {
  /// A snippet whose holes can be filled here.
  mutating func snippet() -> [Statement]? {
    guard options.allowsSnippets, trips <= 12 else { return nil }
    let snippet = random.pick(Snippet.all)
    var arguments: [Expression] = []
    for hole in snippet.holes {
      switch hole {
      case .real: arguments.append(real(1))
      case .integer: arguments.append(integer(1))
      case .target:
        guard let target = place() else { return nil }
        arguments.append(target)
      case .array:
        let arrays = scope.compactMap { variable -> (String, Expression)? in
          guard case .array(.real, let length, let least) = variable.kind, least >= 3 else { return nil }
          return (variable.name, length)
        }
        guard !arrays.isEmpty else { return nil }
        let (name, length) = random.pick(arrays)
        arguments += [.name(name), length]
      }
    }
    if let support = snippet.support, !program.supports.contains(support) { program.supports.append(support) }
    cost += trips * 60
    return [.snippet(snippet.text, arguments)]
  }
}

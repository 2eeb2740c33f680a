// A recursive-descent parser for the parts of Swift that the macros read. It works on an array of tokens and can go
// back; whatever it cannot parse it throws as a diagnostic at the offending token.

/// The parser's position in a token array.
struct Parser {
  let source: SourceText
  let tokens: [Token]
  var index = 0

  init(_ source: SourceText) {
    self.source = source
    self.tokens = scan(source)
  }

  /// The token at the current position.
  var current: Token { tokens[index] }

  /// The token after the current one.
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// The end of the token before the current one.
  var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : source.offset }

  /// The place from `start` to the end of the token before the current one; empty if nothing was consumed.
  func range(from start: Int) -> Range<Int> { start..<max(start, previousEnd) }

  /// Consumes and returns the current token.
  @discardableResult
  mutating func take() -> Token {
    let token = current
    index = min(index + 1, tokens.count - 1)
    return token
  }

  /// Consumes the current token if it is `text`.
  mutating func takeIf(_ text: String) -> Bool {
    guard current.is(text) else { return false }
    take()
    return true
  }

  /// Consumes `text` or throws.
  @discardableResult
  mutating func expect(_ text: String) throws(Diagnostic) -> Token {
    guard current.is(text) else { throw unexpected("'\(text)'") }
    return take()
  }

  /// Consumes a word or throws.
  mutating func expectWord(_ what: String) throws(Diagnostic) -> Token {
    guard current.kind == .word else { throw unexpected(what) }
    return take()
  }

  /// The diagnostic for a token that does not fit.
  func unexpected(_ wanted: String) -> Diagnostic {
    let found = current.kind == .end ? "the end of the declaration" : "'\(current.text)'"
    return Diagnostic("Nabla cannot read this declaration: expected \(wanted), found \(found)", at: current.range)
  }

  /// Skips a bracketed group, including both brackets.
  mutating func skipGroup() throws(Diagnostic) {
    let opening = take()
    let closing = ["(": ")", "[": "]", "{": "}"][opening.text] ?? ""
    while !current.is(closing) {
      if current.kind == .end {
        throw Diagnostic("Nabla cannot read this declaration: '\(opening.text)' is never closed", at: opening.range)
      }
      if current.kind == .punctuation && ["(", "[", "{"].contains(current.text) {
        try skipGroup()
      } else {
        take()
      }
    }
    take()
  }

  /// Skips an expression up to a `,`, a closing bracket, or, if asked, the end of the line.
  mutating func skipExpression(stopsAtLine: Bool = false) throws(Diagnostic) {
    let start = index
    while current.kind != .end {
      if stopsAtLine && index > start && current.startsLine && !continuesExpression { return }
      if current.kind == .punctuation && [",", ")", "]", "}", ";"].contains(current.text) { return }
      if current.kind == .punctuation && ["(", "[", "{"].contains(current.text) {
        if stopsAtLine && current.is("{") && index > start && tokens[index - 1].kind != .symbol
          && isObserverBlock
        {
          return
        }
        try skipGroup()
      } else if current.kind == .word && following.is("<") && !following.followsSpace {
        take()
        skipGenericArgumentsIfAny()
      } else {
        take()
      }
    }
  }

  private var continuesExpression: Bool {
    current.is(".") || (current.kind == .symbol && !current.is("&")) || tokens[index - 1].kind == .symbol
      || current.is("as")
  }

  private var isObserverBlock: Bool { following.is("didSet") || following.is("willSet") }

  /// In an expression, skips `<A, B>` where it is a list of types, by the rule Swift itself uses.
  private mutating func skipGenericArgumentsIfAny() {
    let start = index
    if (try? parseGenericArguments()) != nil,
      current.kind == .end || ["(", ")", "]", "}", ".", ",", ";", ":"].contains(current.text)
    {
      return
    }
    index = start
    take()
  }
}

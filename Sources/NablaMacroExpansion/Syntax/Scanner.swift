// Turns Swift source into tokens. It never fails: what it does not understand becomes an `unknown` token, and the
// parser reports it. Cost: linear in the length of the source.

/// Splits `source` into tokens; the last one is `.end`.
func scan(_ source: SourceText) -> [Token] {
  var scanner = Scanner(bytes: source.utf8, offset: source.offset)
  var tokens: [Token] = []
  repeat {
    tokens.append(scanner.next())
  } while tokens[tokens.count - 1].kind != .end
  return tokens
}

/// The state of scanning one source text.
struct Scanner {
  let bytes: [UInt8]
  let offset: Int
  private(set) var position = 0
  private var previous: Token?

  init(bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The byte `distance` places ahead, or zero after the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func advance(_ distance: Int = 1) { position = min(position + distance, bytes.count) }

  /// The next token.
  mutating func next() -> Token {
    let before = position
    let startsLine = skipTrivia()
    let start = position
    let kind = isAtEnd ? .end : scanToken()
    let isQuoted = kind == .word && bytes[start] == UInt8(ascii: "`")
    let text = bytes[(isQuoted ? start + 1 : start)..<(isQuoted ? max(start + 1, position - 1) : position)]
    let token = Token(
      kind: kind, text: String(decoding: text, as: UTF8.self), range: (offset + start)..<(offset + position),
      startsLine: startsLine || previous == nil, followsSpace: start > before, isQuoted: isQuoted)
    previous = token
    return token
  }

  private mutating func scanToken() -> Token.Kind {
    let byte = peek()
    if isIdentifierStart(byte) || byte == UInt8(ascii: "$") {
      while isIdentifierPart(peek()) && !isAtEnd { advance() }
      return .word
    }
    if byte == UInt8(ascii: "`") { return scanQuotedIdentifier() }
    if isDigit(byte) { return scanNumber() }
    if byte == UInt8(ascii: "\"") { return scanString(hashes: 0) ? .string : .unknown }
    if byte == UInt8(ascii: "#"), let kind = scanRawLiteral() { return kind }
    if byte == UInt8(ascii: "/"), startsRegex, scanRegex() { return .string }
    if isPunctuation(byte) && !(byte == UInt8(ascii: ".") && peek(1) == byte) {
      advance()
      return .punctuation
    }
    if isOperator(byte) || byte == UInt8(ascii: ".") { return scanOperator() }
    advance()
    return .unknown
  }

  private mutating func scanQuotedIdentifier() -> Token.Kind {
    advance()
    while !isAtEnd && peek() != UInt8(ascii: "`") && peek() != UInt8(ascii: "\n") { advance() }
    guard peek() == UInt8(ascii: "`") else { return .unknown }
    advance()
    return .word
  }

  private mutating func scanNumber() -> Token.Kind {
    while !isAtEnd {
      let byte = peek()
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
        && [UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "P")].contains(bytes[position - 1])
      guard isIdentifierPart(byte) || isExponentSign || (byte == UInt8(ascii: ".") && isDigit(peek(1))) else { break }
      advance()
    }
    return .number
  }

  private mutating func scanOperator() -> Token.Kind {
    let byte = peek()
    advance()
    let isPostfix = position >= 2 && endsOperand(bytes[position - 2])
    if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { return .symbol }
    if isPostfix && (byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")) { return .symbol }
    if byte == UInt8(ascii: "-") && peek() == UInt8(ascii: ">") {
      advance()
      return .symbol
    }
    while !isAtEnd, isOperator(peek()) || (byte == UInt8(ascii: ".") && peek() == byte), !startsComment {
      if peek() == UInt8(ascii: ">") { break }
      advance()
    }
    return .symbol
  }

  private var startsComment: Bool {
    peek() == UInt8(ascii: "/") && (peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"))
  }

  /// Skips white space and comments; returns whether a line ended.
  private mutating func skipTrivia() -> Bool {
    var sawNewline = false
    while !isAtEnd {
      let byte = peek()
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        sawNewline = true
        advance()
      } else if byte == UInt8(ascii: " ") || (byte >= 9 && byte <= 13) {
        advance()
      } else if byte == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "/") {
        while !isAtEnd && peek() != UInt8(ascii: "\n") { advance() }
      } else if byte == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        sawNewline = skipBlockComment() || sawNewline
      } else {
        break
      }
    }
    return sawNewline
  }

  private mutating func skipBlockComment() -> Bool {
    var depth = 0
    var sawNewline = false
    repeat {
      if peek() == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        depth += 1
        advance(2)
      } else if peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
        depth -= 1
        advance(2)
      } else {
        sawNewline = sawNewline || peek() == UInt8(ascii: "\n")
        advance()
      }
    } while depth > 0 && !isAtEnd
    return sawNewline
  }

  /// Whether a `/` here starts a regular expression: an operand is expected, and no space follows.
  private var startsRegex: Bool {
    guard peek(1) != UInt8(ascii: " "), let previous else { return false }
    switch previous.kind {
    case .punctuation: return ["(", "[", "{", ",", ":", ";"].contains(previous.text)
    case .symbol: return previous.text == "="
    case .word: return ["return", "in", "case", "try", "await"].contains(previous.text)
    default: return false
    }
  }
}

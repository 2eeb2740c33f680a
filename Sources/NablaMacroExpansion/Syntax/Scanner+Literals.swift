// Literals that may contain anything: strings with interpolations, raw strings, regular expressions.

extension Scanner {
  /// Scans a literal that starts with `#`: a raw string or an extended regular expression; nil if it is neither.
  mutating func scanRawLiteral() -> Token.Kind? {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if peek(hashes) == UInt8(ascii: "\"") {
      advance(hashes)
      return scanString(hashes: hashes) ? .string : .unknown
    }
    if peek(hashes) == UInt8(ascii: "/") {
      advance(hashes + 1)
      while !isAtEnd {
        if peek() == UInt8(ascii: "/") && hasHashes(hashes, at: 1) {
          advance(1 + hashes)
          return .string
        }
        advance()
      }
      return .unknown
    }
    return nil
  }

  /// Scans a string literal whose opening quote is the current byte; returns whether it is terminated.
  mutating func scanString(hashes: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    let isMultiline = peek(1) == quote && peek(2) == quote
    advance(isMultiline ? 3 : 1)
    while !isAtEnd {
      let byte = peek()
      if byte == UInt8(ascii: "\\") && hasHashes(hashes, at: 1) {
        advance(1 + hashes)
        if peek() == UInt8(ascii: "(") {
          guard skipInterpolation() else { return false }
        } else {
          advance()
        }
      } else if byte == quote && isMultiline {
        if peek(1) == quote && peek(2) == quote && hasHashes(hashes, at: 3) {
          advance(3 + hashes)
          return true
        }
        advance()
      } else if byte == quote && hasHashes(hashes, at: 1) {
        advance(1 + hashes)
        return true
      } else if byte == UInt8(ascii: "\n") && !isMultiline {
        return false
      } else {
        advance()
      }
    }
    return false
  }

  /// Scans a bare regular expression on one line; returns whether there is one, and moves only then.
  mutating func scanRegex() -> Bool {
    var length = 1
    while peek(length) != UInt8(ascii: "\n") && position + length < bytes.count {
      if peek(length) == UInt8(ascii: "\\") {
        length += 2
      } else if peek(length) == UInt8(ascii: "/") {
        advance(length + 1)
        return true
      } else {
        length += 1
      }
    }
    return false
  }

  private func hasHashes(_ count: Int, at distance: Int) -> Bool {
    (0..<count).allSatisfy { peek(distance + $0) == UInt8(ascii: "#") }
  }

  private mutating func skipInterpolation() -> Bool {
    var depth = 0
    while true {
      let token = next()
      if token.kind == .end || token.kind == .unknown { return false }
      if token.is("(") { depth += 1 }
      if token.is(")") { depth -= 1 }
      if depth == 0 { return true }
    }
  }
}

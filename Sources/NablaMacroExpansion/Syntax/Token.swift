// One lexical token of Swift source, with its place in the user's file.

/// A lexical token.
struct Token: Equatable {
  /// What a token is, as far as signatures need to know.
  enum Kind {
    /// An identifier or keyword; `text` has no backticks.
    case word
    /// A number.
    case number
    /// A string literal of any form, interpolations included.
    case string
    /// An operator; `<` and `>` always stand alone, and so do postfix `?` and `!`.
    case symbol
    /// One of `( ) [ ] { } , : ; . @ #`.
    case punctuation
    /// Anything else, such as an unterminated literal.
    case unknown
    /// The end of the source.
    case end
  }

  /// The token's kind.
  var kind: Kind
  /// The token as written, without backticks.
  var text: String
  /// UTF-8 offsets in the file, backticks included.
  var range: Range<Int>
  /// Whether a line break stands between this token and the one before.
  var startsLine: Bool
  /// Whether white space or a comment stands before this token.
  var followsSpace: Bool
  /// Whether the token is written in backticks.
  var isQuoted = false

  /// Whether this is the given keyword, operator or punctuation mark.
  func `is`(_ text: String) -> Bool {
    self.text == text && !isQuoted && kind != .string
  }

  /// The token as it must be written in Swift source.
  var spelling: String { isQuoted ? "`\(text)`" : text }
}

// A piece of the user's file, as the compiler hands it to a macro: the text and where it starts.

/// A piece of source text that knows its place in its file.
struct SourceText {
  /// The text.
  let text: String
  /// The text as UTF-8.
  let utf8: [UInt8]
  /// The UTF-8 offset of the text in its file.
  let offset: Int

  init(_ text: String, offset: Int = 0) {
    self.text = text
    self.utf8 = Array(text.utf8)
    self.offset = offset
  }

  /// The text at the given offsets of the file.
  ///
  /// - Requires: `range` lies within this piece.
  subscript(range: Range<Int>) -> String {
    String(decoding: utf8[(range.lowerBound - offset)..<(range.upperBound - offset)], as: UTF8.self)
  }
}

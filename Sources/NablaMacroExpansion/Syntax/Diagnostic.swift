// What a macro tells the user: a message at a place, notes, and edits that fix it.

/// A message to the user about a place in the file.
public struct Diagnostic: Error, Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The program does not compile.
    case error
    /// The program compiles, but probably not as meant.
    case warning
  }

  /// A remark that belongs to a diagnostic.
  public struct Note: Equatable, Sendable {
    /// The text.
    public var message: String
    /// UTF-8 offsets in the file.
    public var range: Range<Int>
  }

  /// An edit that fixes the problem.
  public struct FixIt: Equatable, Sendable {
    /// What the edit does.
    public var message: String
    /// UTF-8 offsets of the text to replace.
    public var range: Range<Int>
    /// The replacement.
    public var replacement: String
  }

  /// How bad it is.
  public var severity = Severity.error
  /// The text.
  public var message: String
  /// UTF-8 offsets in the file.
  public var range: Range<Int>
  /// Remarks.
  public var notes: [Note] = []
  /// Edits that fix the problem.
  public var fixIts: [FixIt] = []

  init(_ message: String, at range: Range<Int>, severity: Severity = .error) {
    self.message = message
    self.range = range
    self.severity = severity
  }

  /// This diagnostic with one more note.
  func noting(_ message: String, at range: Range<Int>) -> Diagnostic {
    var copy = self
    copy.notes.append(Note(message: message, range: range))
    return copy
  }

  /// This diagnostic with one more edit.
  func fixing(_ message: String, replace range: Range<Int>, by replacement: String) -> Diagnostic {
    var copy = self
    copy.fixIts.append(FixIt(message: message, range: range, replacement: replacement))
    return copy
  }
}

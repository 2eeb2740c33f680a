// A message for the person at the terminal, in the format of compilers:
//
//     file:line:column: error: what is wrong
//     file:line:column: note: what to do
//
// Editors and continuous-integration services recognise these lines and link them to the source.

import Differentiation

/// One error, warning or note, with the source place that it is about, and the notes that belong to it.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: String, Sendable {
    case error, warning, note
  }

  public var severity: Severity
  public var place: SourcePlace?
  public var message: String
  public var notes: [String]

  public init(_ severity: Severity, _ message: String, at place: SourcePlace? = nil, notes: [String] = []) {
    self.severity = severity
    self.place = place
    self.message = message
    self.notes = notes
  }

  /// An error with its notes.
  public static func error(_ message: String, at place: SourcePlace? = nil, notes: [String] = []) -> Diagnostic {
    Diagnostic(.error, message, at: place, notes: notes)
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The lines of this diagnostic and its notes, without a final newline.
  public var description: String {
    let prefix = place.map(\.prefix) ?? "nabla"
    let first = "\(prefix): \(severity.rawValue): \(message)"
    return ([first] + notes.map { "\(prefix): note: \($0)" }).joined(separator: "\n")
  }
}

extension SourcePlace {
  /// `file:line:column`, without the parts that are unknown (zero).
  fileprivate var prefix: String {
    if line == 0 { return file }
    return column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
  }
}

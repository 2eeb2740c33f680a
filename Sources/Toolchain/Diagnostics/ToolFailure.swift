// The one error type of this target: what the person is told, and the exit code of the command.

/// Why a command stops: diagnostics to print, in order.
public struct ToolFailure: Error, Sendable, Equatable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// A failure with a single error message.
  public init(_ message: String, notes: [String] = []) {
    diagnostics = [.error(message, notes: notes)]
  }
}

extension ToolFailure: CustomStringConvertible {
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

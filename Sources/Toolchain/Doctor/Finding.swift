// One line of `nabla doctor`.

import Foundation

/// Whether something that Nabla needs is there.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
  public enum State: Sendable, Equatable {
    /// It is there; the text says which or where.
    case ok(String)
    /// It is not there; the text says how to get it.
    case missing(remedy: String)
  }

  public var subject: String
  public var state: State
  /// Whether nothing works without it.
  public var isRequired: Bool

  public init(_ subject: String, _ state: State, isRequired: Bool = true) {
    self.subject = subject
    self.state = state
    self.isRequired = isRequired
  }

  /// Whether this keeps Nabla from working.
  public var isFatal: Bool {
    if case .missing = state { return isRequired }
    return false
  }

  public var description: String {
    let name = subject.padding(toLength: 18, withPad: " ", startingAt: 0)
    switch state {
    case .ok(let detail): return "ok       \(name) \(detail)"
    case .missing(let remedy): return "\(isRequired ? "missing " : "optional") \(name) \(remedy)"
    }
  }
}

// A directory for intermediate files that disappears with its owner, also when the command is interrupted.

import Foundation

/// A new, empty directory, removed when this object is released or the process is asked to end.
public final class TemporaryDirectory {
  /// The directory's absolute path.
  public let path: String
  private var signals: TerminationSignals?

  /// Creates a directory below `parent` (default: `$TMPDIR` or `/tmp`).
  public init(in parent: String? = nil) throws(ToolFailure) {
    let base = parent ?? ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(base)/nabla-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ToolFailure(
        "cannot create a temporary directory in '\(base)': \(String(cString: strerror(errno)))",
        notes: ["set TMPDIR to a directory with write access"])
    }
    let created = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = created
    signals = TerminationSignals { number in
      try? FileManager.default.removeItem(atPath: created)
      exitLike(.signalled(number))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Leaves the signals that end a process to others; from now on only the end of this object removes the directory.
  func stopWatchingSignals() { signals = nil }

  /// Moves the directory to `destination`. Returns false if that exists already or cannot be made.
  func move(to destination: String) -> Bool { rename(path, destination) == 0 }
}

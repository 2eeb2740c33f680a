// A directory for intermediate files that disappears with its owner.

import Foundation

/// A new, empty directory, removed when this object is released.
public final class TemporaryDirectory {
  /// The directory's absolute path.
  public let path: String

  /// Creates a directory below `parent` (default: `$TMPDIR` or `/tmp`).
  public init(in parent: String? = nil) throws(ToolFailure) {
    let base = parent ?? ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(base)/nabla-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ToolFailure(
        "cannot create a temporary directory in '\(base)': \(String(cString: strerror(errno)))",
        notes: ["set TMPDIR to a directory with write access"])
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Moves the directory to `destination`. Returns false if that exists already or cannot be made.
  func move(to destination: String) -> Bool { rename(path, destination) == 0 }
}

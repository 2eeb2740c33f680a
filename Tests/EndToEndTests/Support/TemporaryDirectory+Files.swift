import Foundation
import Toolchain

extension TemporaryDirectory {
  /// Writes a file into the directory; returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
    return file(name)
  }
}

/// True if there is a file.
func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

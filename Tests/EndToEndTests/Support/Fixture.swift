// The programs in `Fixtures/`: one test case for each, named by its file.

import Foundation
import Testing

/// A program and the level of optimisation it is compiled at.
struct Fixture: Sendable, CustomTestStringConvertible {
  var path: String
  var level = 2

  /// The file's name; for `main.swift` that of its folder.
  var name: String {
    let parts = path.split(separator: "/").suffix(2)
    return String(parts.last == "main.swift" ? parts.first! : parts.last ?? "")
  }

  var testDescription: String { "\(name) -O\(level)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures").path

  /// The files of `folder` with one of the extensions, in order of their names.
  static func all(in folder: String, extensions: Set<String>) -> [Fixture] {
    let directory = "\(Self.folder)/\(folder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.filter { extensions.contains(($0 as NSString).pathExtension) }.sorted()
      .map { Fixture(path: "\(directory)/\($0)") }
  }

  func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// The rest of each line that starts with `// <word>:` or `; <word>:`.
  func remarks(_ word: String) throws -> [String] {
    try text().split(separator: "\n").compactMap { line in
      for start in ["// \(word):", "; \(word):"] where line.hasPrefix(start) {
        return line.dropFirst(start.count).trimmingCharacters(in: .whitespaces)
      }
      return nil
    }
  }

  /// `nabla` with these arguments compiles a C or C++ program and runs it; the debug information that the tool asks for
  /// by itself is left out at -O0, as users of compilers leave it out, unless the program says that it needs it. A line
  /// `options:` gives further options of the compiler.
  func runArguments() throws -> [String] {
    let isPlain = try level == 0 && remarks("needs debug information").isEmpty
    let options = try remarks("options").flatMap { $0.split(separator: " ").map(String.init) }
    return ["run", path, "-O\(level)"] + (options + (isPlain ? ["-g0"] : [])).flatMap { ["-Xcc", $0] }
  }

  /// Runs a check that may fail if the fixture has a line `known issue:`.
  func checking(_ check: () throws -> Void) throws {
    guard let gap = try remarks("known issue").first else { return try check() }
    withKnownIssue("\(gap)", isIntermittent: true) { try check() }
  }
}

// The imports of Swift sources, found without a compiler: each line is looked at for `import`, with attributes and
// access levels before it. Imports within `#if` and comments count too: a module more is compiled, never one less.

import Foundation

/// What a module imports.
struct Imports {
  /// The modules' names.
  var names: Set<String> = []
  /// Those whose declarations are passed on to importers.
  var exported: Set<String> = []

  /// The imports of several Swift files; one that cannot be read has none.
  init(of files: [String]) {
    for file in files {
      let data = FileManager.default.contents(atPath: file) ?? Data()
      for line in Self.linesWithKeyword(data) { scan(line) }
    }
  }

  /// The statements that contain `import`. Foundation finds the word: sources may be megabytes.
  private static func linesWithKeyword(_ data: Data) -> [String] {
    var result: [String] = []
    var position = data.startIndex
    while let found = data.range(of: keyword, in: position..<data.endIndex) {
      let start = data[..<found.lowerBound].lastIndex(where: isSeparator).map { $0 + 1 } ?? data.startIndex
      let end = data[found.upperBound...].firstIndex(where: isSeparator) ?? data.endIndex
      result.append(String(decoding: data[start..<end], as: UTF8.self))
      position = end
    }
    return result
  }

  private static let keyword = Data("import".utf8)

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";")
  }

  private static let kinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]

  private mutating func scan(_ line: String) {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" })
    guard let position = words.firstIndex(of: "import"), words[..<position].allSatisfy(Self.mayPrecede) else { return }
    var rest = words[(position + 1)...]
    if let kind = rest.first, Self.kinds.contains(String(kind)), rest.count > 1 { rest = rest.dropFirst() }
    guard let path = rest.first, let name = path.split(separator: ".").first.map(String.init) else { return }
    names.insert(name)
    if words[..<position].contains(where: { $0.hasPrefix("@_exported") || $0 == "public" }) { exported.insert(name) }
  }

  private static func mayPrecede(_ word: Substring) -> Bool {
    word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
  }
}

// Where a Swift program starts. A file with `@main` must be compiled as a library (`-parse-as-library`), a file with
// top-level code must not; swiftc wants to be told.

/// Whether the Swift source has an `@main` attribute, outside of comments and string literals.
public func hasMainAttribute(_ source: String) -> Bool {
  var scanner = SwiftScanner(Array(source.utf8))
  return scanner.findMainAttribute()
}

/// Skips comments and strings; knows nothing else of the language.
private struct SwiftScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func findMainAttribute() -> Bool {
    while position < bytes.count {
      if starts(with: "//") {
        skipLine()
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if bytes[position] == UInt8(ascii: "\"") {
        skipString()
      } else if starts(with: "@main") && !isIdentifier(at: position + 5) {
        return true
      } else {
        position += 1
      }
    }
    return false
  }

  private func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    return (0..<length).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private func isIdentifier(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let scalar = Unicode.Scalar(bytes[index])
    return scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar)
  }

  private mutating func skipLine() {
    while position < bytes.count && bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  /// Skips `"…"` and `"""…"""`; code inside of interpolations counts as text.
  private mutating func skipString() {
    let isMultiline = starts(with: "\"\"\"")
    position += isMultiline ? 3 : 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 2
      } else if isMultiline ? starts(with: "\"\"\"") : bytes[position] == UInt8(ascii: "\"") {
        position += isMultiline ? 3 : 1
        return
      } else if !isMultiline && bytes[position] == UInt8(ascii: "\n") {
        return
      } else {
        position += 1
      }
    }
  }
}

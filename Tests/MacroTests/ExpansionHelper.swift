// Expands macros in small sources, and shows diagnostics by line, column and text.

import NablaMacroExpansion

/// A diagnostic as a test sees it.
struct SeenDiagnostic: Equatable, CustomStringConvertible {
  var message: String
  var line: Int
  var column: Int
  /// The text that the diagnostic is about.
  var text: String
  /// The source after the first fix-it.
  var fixed: String?
  /// The fix-it's message.
  var fixIt: String?
  /// The text of the notes.
  var notes: [String]

  var description: String { "\(line):\(column): \(message) «\(text)»" }
}

/// What became of a source.
struct Expanded {
  var source: String
  var diagnostics: [SeenDiagnostic]
}

/// Expands the macro on the first line of `source`, as if the declaration stood 1000 bytes into its file.
///
/// - Requires: the first line that starts with `@` holds the attribute alone.
func expand(_ source: String, in context: [String] = []) -> Expanded {
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  let attribute = lines.first { $0.hasPrefix("@") }.map(String.init) ?? ""
  let before =
    attribute.isEmpty ? 0 : lines.prefix { !$0.hasPrefix("@") }.reduce(0) { $0 + $1.utf8.count + 1 }
  let name = attribute.dropFirst().prefix { $0.isLetter }
  let base = 1000
  let type = name == "AutodiffNamed" ? "Autodiff" : name
  let result = expandMacro(
    MacroRequest(
      type: "\(type)Macro", declaration: source, declarationOffset: base, attribute: attribute,
      attributeOffset: base + before, lexicalContext: context, discriminator: "$s1M1f"))
  return Expanded(source: result.source, diagnostics: result.diagnostics.map { see($0, in: source, base: base) })
}

private func see(_ diagnostic: Diagnostic, in source: String, base: Int) -> SeenDiagnostic {
  let bytes = Array(source.utf8)
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[(range.lowerBound - base)..<(range.upperBound - base)], as: UTF8.self)
  }
  let start = diagnostic.range.lowerBound - base
  let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
  let lineStart = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  let fixed = diagnostic.fixIts.first.map { fixIt in
    String(decoding: bytes[..<(fixIt.range.lowerBound - base)], as: UTF8.self) + fixIt.replacement
      + String(decoding: bytes[(fixIt.range.upperBound - base)...], as: UTF8.self)
  }
  return SeenDiagnostic(
    message: diagnostic.message, line: line, column: start - lineStart + 1, text: text(diagnostic.range), fixed: fixed,
    fixIt: diagnostic.fixIts.first?.message, notes: diagnostic.notes.map { "\($0.message) «\(text($0.range))»" })
}

/// The lines of generated functions that users see: everything from `func` to `{` of the wrappers.
func signatures(_ expanded: Expanded) -> [String] {
  expanded.source.split(separator: "\n").filter { $0.contains("func ") && $0.hasSuffix("{") }.map {
    String($0.dropLast(2))
  }
}

/// What stands before the linker names of derivatives.
let linkerPrefix = "nabla_did_not_run__do_the_plugins_of_the_target_name_NablaPlugin"

/// The configuration texts of the planted requests, linker names without what stands before all of them.
func requests(_ expanded: Expanded) -> [String] {
  expanded.source.split(separator: "\n").filter { $0.hasPrefix("// Request: ") }
    .map { String($0.dropFirst(12)).replacing("\(linkerPrefix).", with: "") }
}

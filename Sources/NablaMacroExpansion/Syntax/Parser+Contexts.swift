// The declarations around the annotated one, as the compiler describes them: headers without members.

extension Parser {
  /// Parses the header of a type, extension or function around the annotated declaration.
  mutating func parseContext() -> ContextSyntax {
    let unknown = ContextSyntax(keyword: nil, name: "", isGeneric: false)
    guard (try? parsePrefix()) != nil else { return unknown }
    let keywords = ["struct", "class", "enum", "actor", "extension", "protocol", "func", "init", "var", "subscript"]
    guard keywords.contains(current.text), !current.isQuoted else { return unknown }
    let keyword = take().text
    guard keyword == "extension" || current.kind == .word else {
      return ContextSyntax(keyword: keyword, name: "", isGeneric: false)
    }
    var words: [String] = []
    var isGeneric = false
    while current.kind == .word {
      words.append(take().spelling)
      if current.is("<") {
        isGeneric = true
        _ = try? parseGenericArguments()
      }
      guard takeIf(".") else { break }
    }
    while current.kind != .end, !current.is("{") {
      if current.is("<") || current.is("where") { isGeneric = true }
      take()
    }
    return ContextSyntax(keyword: keyword, name: words.joined(separator: "."), isGeneric: isGeneric)
  }
}

// Types.

extension Parser {
  /// Parses a type, including function types and compositions.
  mutating func parseType() throws(Diagnostic) -> TypeSyntax {
    let start = current.range.lowerBound
    var kind = try parsePrimaryType()
    while current.is("?") || current.is("!") {
      kind = .optional(type(kind, from: start))
      take()
    }
    if current.is("&") {
      while takeIf("&") { _ = try parsePrimaryType() }
      kind = .existential
    }
    if current.is("->") || current.is("throws") || current.is("async") || current.is("rethrows") {
      if try parseFunctionTail() { kind = .function }
    }
    return type(kind, from: start)
  }

  /// Parses `<A, B>`.
  mutating func parseGenericArguments() throws(Diagnostic) -> [TypeSyntax] {
    try expect("<")
    var arguments: [TypeSyntax] = []
    while !current.is(">") {
      if current.kind == .number || current.is("-") {
        let start = current.range.lowerBound
        while current.kind == .number || current.is("-") { take() }
        arguments.append(type(.other, from: start))
      } else {
        arguments.append(try parseType())
      }
      if !takeIf(",") { break }
    }
    try expect(">")
    return arguments
  }

  private func type(_ kind: TypeSyntax.Kind, from start: Int) -> TypeSyntax {
    let range = range(from: start)
    return TypeSyntax(kind: kind, text: source[range], range: range)
  }

  private mutating func parseFunctionTail() throws(Diagnostic) -> Bool {
    let start = index
    _ = takeIf("async")
    if takeIf("throws") || takeIf("rethrows") {
      if current.is("(") { try skipGroup() }
    }
    guard takeIf("->") else {
      index = start
      return false
    }
    _ = try parseType()
    return true
  }

  private mutating func parsePrimaryType() throws(Diagnostic) -> TypeSyntax.Kind {
    while current.is("@") { _ = try parseAttribute() }
    if current.is("~") {
      take()
      _ = try parsePrimaryType()
      return .other
    }
    if current.is("(") { return try parseTupleType() }
    if current.is("[") { return try parseBracketType() }
    guard current.kind == .word else { throw unexpected("a type") }
    if !current.isQuoted && following.kind == .word && !following.startsLine {
      switch current.text {
      case "some", "any", "repeat", "each":
        let keyword = take().text
        _ = try parseType()
        return keyword == "some" ? .opaque : keyword == "any" ? .existential : .pack
      case "inout", "borrowing", "consuming", "sending", "isolated", "__owned", "__shared", "_const", "nonisolated":
        take()
        return try parsePrimaryType()
      default: break
      }
    }
    return try parseNamedType()
  }

  private mutating func parseNamedType() throws(Diagnostic) -> TypeSyntax.Kind {
    var words: [String] = []
    var arguments: [TypeSyntax] = []
    while true {
      let word = try expectWord("a type name")
      if word.is("Type") || word.is("Protocol"), !words.isEmpty {
        if !current.is(".") { return .metatype }
      }
      words.append(word.text)
      arguments = current.is("<") ? try parseGenericArguments() : []
      if current.is("."), following.kind == .word {
        take()
      } else {
        return .named(words, arguments: arguments)
      }
    }
  }

  private mutating func parseBracketType() throws(Diagnostic) -> TypeSyntax.Kind {
    try expect("[")
    if current.kind == .number || (current.kind == .word && following.is("of")) {
      take()
      try expect("of")
      let element = try parseType()
      try expect("]")
      return .inlineArray(element)
    }
    let element = try parseType()
    if takeIf(":") {
      let value = try parseType()
      try expect("]")
      return .dictionary(element, value)
    }
    try expect("]")
    return .array(element)
  }

  private mutating func parseTupleType() throws(Diagnostic) -> TypeSyntax.Kind {
    try expect("(")
    var elements: [TypeSyntax.Element] = []
    while !current.is(")") {
      var label: String?
      if current.kind == .word && following.is(":") {
        label = take().spelling
        take()
      } else if current.is("_"), following.kind == .word {
        take()
        take()
        try expect(":")
      }
      elements.append(TypeSyntax.Element(label: label, type: try parseType()))
      _ = takeIf("...")
      if !takeIf(",") { break }
    }
    try expect(")")
    return .tuple(elements)
  }
}

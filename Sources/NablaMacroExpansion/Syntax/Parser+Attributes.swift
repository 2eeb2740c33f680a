// Attributes and modifiers.

extension Parser {
  /// Parses `@Name` or `@Name(arguments)`.
  mutating func parseAttribute() throws(Diagnostic) -> AttributeSyntax {
    let start = try expect("@").range.lowerBound
    var name = try expectWord("an attribute name")
    while current.is("."), following.kind == .word {
      take()
      name = take()
    }
    if current.is("<") && !current.followsSpace { _ = try parseGenericArguments() }
    var arguments: [ArgumentSyntax]?
    if current.is("(") && !current.followsSpace { arguments = try parseArguments() }
    let range = range(from: start)
    return AttributeSyntax(name: name, arguments: arguments, range: range, text: source[range])
  }

  /// Parses `(label: value, …)`.
  mutating func parseArguments() throws(Diagnostic) -> [ArgumentSyntax] {
    let opening = try expect("(")
    var arguments: [ArgumentSyntax] = []
    while !current.is(")") {
      if current.kind == .end {
        throw Diagnostic("Nabla cannot read this declaration: '(' is never closed", at: opening.range)
      }
      var label: Token?
      if current.kind == .word && following.is(":") {
        label = take()
        take()
      }
      let first = index
      try skipExpression()
      if index == first && current.kind != .end { take() }  // foreign attributes may hold anything
      guard index > first else { throw unexpected("an argument") }
      let values = Array(tokens[first..<index])
      arguments.append(
        ArgumentSyntax(label: label, tokens: values, range: range(from: values[0].range.lowerBound)))
      if !takeIf(",") && !current.is(")") && !takeIf(";") { throw unexpected("',' or ')'") }
    }
    try expect(")")
    return arguments
  }

  /// Parses the attributes and modifiers before a declaration's keyword.
  mutating func parsePrefix() throws(Diagnostic) -> (attributes: [AttributeSyntax], modifiers: [Token]) {
    var attributes: [AttributeSyntax] = []
    var modifiers: [Token] = []
    while true {
      if current.is("@") {
        attributes.append(try parseAttribute())
      } else if isModifier {
        modifiers.append(take())
        if current.is("(") { try skipGroup() }
      } else if current.is("#"), ["if", "elseif", "else", "endif"].contains(following.text) {
        throw unexpected("a declaration without conditional compilation in its attributes")
      } else {
        return (attributes, modifiers)
      }
    }
  }

  private var isModifier: Bool {
    guard current.kind == .word, !current.isQuoted else { return false }
    if current.is("class") {
      return following.is("func") || following.is("var") || Self.modifiers.contains(following.text)
    }
    return Self.modifiers.contains(current.text)
  }

  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "open", "static", "final", "override", "mutating",
    "nonmutating", "nonisolated", "isolated", "distributed", "prefix", "postfix", "infix", "dynamic", "lazy", "weak",
    "unowned", "required", "convenience", "optional", "indirect", "borrowing", "consuming", "__consuming",
  ]
}

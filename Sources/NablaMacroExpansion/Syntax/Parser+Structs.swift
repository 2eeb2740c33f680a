// Structs: their stored properties. Other members are skipped.

extension Parser {
  /// Parses a struct with its stored properties.
  mutating func parseStruct() throws(Diagnostic) -> StructSyntax {
    let (_, modifiers) = try parsePrefix()
    try expect("struct")
    var declaration = StructSyntax(
      modifiers: modifiers, name: try expectWord("a struct name"), genericParameters: [], properties: [])
    if takeIf("<") {
      while !current.is(">") {
        declaration.genericParameters.append(try expectWord("a generic parameter").text)
        if takeIf(":") { _ = try parseType() }
        if !takeIf(",") { break }
      }
      try expect(">")
    }
    while !current.is("{") {
      if current.kind == .end { throw unexpected("'{'") }
      take()
    }
    take()
    while !current.is("}") {
      if current.kind == .end { throw unexpected("'}'") }
      declaration.properties += try parseMember()
    }
    return declaration
  }

  /// Parses one member, and returns the stored properties it declares.
  private mutating func parseMember() throws(Diagnostic) -> [PropertySyntax] {
    if takeIf(";") { return [] }
    if current.is("#") { return try skipDirective() }
    let (attributes, modifiers) = try parsePrefix()
    if current.is("var") || current.is("let") {
      let isConstant = take().is("let")
      let properties = try parseBindings(attributes: attributes, isConstant: isConstant)
      return modifiers.contains { $0.is("static") || $0.is("class") } ? [] : properties
    }
    return try skipMember()
  }

  private mutating func skipDirective() throws(Diagnostic) -> [PropertySyntax] {
    if ["if", "elseif", "else", "endif"].contains(following.text) {
      throw Diagnostic(
        "@Differentiable cannot read a struct with conditional compilation; write the conformance to 'Differentiable'",
        at: current.range)
    }
    return try skipMember()
  }

  /// Skips a member that stores nothing: up to its body's end or to the end of its line.
  private mutating func skipMember() throws(Diagnostic) -> [PropertySyntax] {
    let keyword = take()
    let hasBody = ["func", "init", "deinit", "subscript", "struct", "class", "enum", "actor", "extension", "protocol"]
      .contains(keyword.text)
    while current.kind != .end, !current.is("}"), !current.is(";") {
      if current.is("{") {
        try skipGroup()
        return []
      }
      if !hasBody && current.startsLine { return [] }
      if current.is("(") || current.is("[") {
        try skipGroup()
      } else {
        take()
      }
    }
    return []
  }

  /// Parses `a: A = x, b, c: C { … }` after `var` or `let`; computed properties are left out.
  private mutating func parseBindings(
    attributes: [AttributeSyntax], isConstant: Bool
  ) throws(Diagnostic) -> [PropertySyntax] {
    var properties: [PropertySyntax] = []
    repeat {
      if current.is("(") {
        throw Diagnostic(
          "@Differentiable cannot read a tuple pattern; declare each stored property by its own name", at: current.range
        )
      }
      var property = PropertySyntax(
        name: try expectWord("a property name"), type: nil, attributes: attributes, isConstant: isConstant)
      if takeIf(":") { property.type = try parseType() }
      var isStored = true
      if takeIf("=") {
        property.type = property.type ?? literalType()
        try skipExpression(stopsAtLine: true)
      }
      if current.is("{") {
        isStored = following.is("didSet") || following.is("willSet") || following.is("@")
        try skipGroup()
      }
      if isStored { properties.append(property) }
    } while takeIf(",")
    return properties
  }
}

// Structs, classes and enums: what they store. Other members are skipped.

extension Parser {
  /// Parses a struct, class, enum or actor with its stored properties and cases.
  mutating func parseNominalType() throws(Diagnostic) -> NominalTypeSyntax {
    let (_, modifiers) = try parsePrefix()
    guard ["struct", "class", "enum", "actor"].contains(current.text), !current.isQuoted else {
      throw unexpected("a type")
    }
    var declaration = NominalTypeSyntax(
      keyword: take(), modifiers: modifiers, name: try expectWord("a name"), genericParameters: [])
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
      try parseMember(into: &declaration)
    }
    return declaration
  }

  /// Parses one member, and adds what it stores.
  private mutating func parseMember(into declaration: inout NominalTypeSyntax) throws(Diagnostic) {
    if takeIf(";") { return }
    if current.is("#") { return try skipDirective() }
    let (attributes, modifiers) = try parsePrefix()
    if current.is("var") || current.is("let") {
      let isConstant = take().is("let")
      let properties = try parseBindings(attributes: attributes, modifiers: modifiers, isConstant: isConstant)
      if !modifiers.contains(where: { $0.is("static") || $0.is("class") }) { declaration.properties += properties }
    } else if current.is("case"), declaration.keyword.is("enum") {
      take()
      repeat {
        declaration.cases.append(try parseCase())
      } while takeIf(",")
    } else {
      try skipMember()
    }
  }

  /// Parses `name(label: Type, …) = value`.
  private mutating func parseCase() throws(Diagnostic) -> CaseSyntax {
    var found = CaseSyntax(name: try expectWord("a case name"), values: [])
    if current.is("("), !current.startsLine {
      take()
      while !current.is(")") {
        if current.kind == .word, following.kind == .word { take() }
        var label: String?
        if current.kind == .word && following.is(":") {
          label = current.is("_") ? nil : current.spelling
          take()
          take()
        }
        found.values.append(TypeSyntax.Element(label: label, type: try parseType()))
        if takeIf("=") { try skipExpression() }
        if !takeIf(",") { break }
      }
      try expect(")")
    }
    if takeIf("=") { try skipExpression(stopsAtLine: true) }
    return found
  }

  private mutating func skipDirective() throws(Diagnostic) {
    if ["if", "elseif", "else", "endif"].contains(following.text) {
      throw Diagnostic(
        "'@Differentiable' cannot read a type with conditional compilation; write the conformance to 'Differentiable'",
        at: current.range)
    }
    try skipMember()
  }

  /// Skips a member that stores nothing: up to its body's end or to the end of its line.
  private mutating func skipMember() throws(Diagnostic) {
    let keyword = take()
    let hasBody = ["func", "init", "deinit", "subscript", "struct", "class", "enum", "actor", "extension", "protocol"]
      .contains(keyword.text)
    while current.kind != .end, !current.is("}"), !current.is(";") {
      if current.is("{") {
        try skipGroup()
        return
      }
      if !hasBody && current.startsLine { return }
      if current.is("(") || current.is("[") {
        try skipGroup()
      } else {
        take()
      }
    }
  }

  /// Parses `a: A = x, b, c: C { … }` after `var` or `let`; computed properties are left out.
  private mutating func parseBindings(
    attributes: [AttributeSyntax], modifiers: [Token], isConstant: Bool
  ) throws(Diagnostic) -> [PropertySyntax] {
    var properties: [PropertySyntax] = []
    repeat {
      if current.is("(") {
        throw Diagnostic(
          "'@Differentiable' cannot read a tuple pattern; declare each stored property by its own name",
          at: current.range
        )
      }
      var property = PropertySyntax(
        name: try expectWord("a property name"), type: nil, attributes: attributes, modifiers: modifiers,
        isConstant: isConstant)
      if takeIf(":") { property.type = try parseType() }
      var isStored = true
      if takeIf("=") {
        property.hasInitialValue = true
        property.type = property.type ?? literalType()
        try skipExpression(stopsAtLine: true)
      }
      if current.is("{") {
        isStored = following.is("didSet") || following.is("willSet") || following.is("@")
        try skipGroup()
      }
      if isStored { properties.append(property) }
    } while takeIf(",")
    // In `var x, y: Double` the type belongs to both.
    for index in properties.indices.reversed().dropFirst()
    where properties[index].type == nil && !properties[index].hasInitialValue {
      properties[index].type = properties[index + 1].type
    }
    return properties
  }
}

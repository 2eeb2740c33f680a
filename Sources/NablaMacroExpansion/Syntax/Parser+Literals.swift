// The types of properties that are told by their initial values: `var x = 1.0`, `var weights = [0.5, 0.5]`.

extension Parser {
  /// The type of the literal at the current token; nil if the expression is anything else.
  func literalType() -> TypeSyntax? {
    var position = index
    guard let name = literalType(at: &position) else { return nil }
    let next = tokens[min(position, tokens.count - 1)]
    let ends = next.startsLine || next.kind == .end || ["}", ",", ";", "{"].contains { next.is($0) }
    guard ends else { return nil }
    let range = current.range
    let element = TypeSyntax(kind: .named([name.element], arguments: []), text: name.element, range: range)
    guard name.isArray else { return element }
    return TypeSyntax(kind: .array(element), text: "[\(name.element)]", range: range)
  }

  /// Reads a literal, or an array of literals of one type, and moves behind it.
  private func literalType(at position: inout Int) -> (element: String, isArray: Bool)? {
    guard tokens[position].is("[") else { return scalarType(at: &position).map { ($0, false) } }
    position += 1
    var types: Set<String> = []
    while let type = scalarType(at: &position) {
      types.insert(type)
      guard tokens[position].is(",") else { break }
      position += 1
    }
    guard !types.isEmpty, tokens[position].is("]") else { return nil }
    position += 1
    // Integers among numbers with a point are such numbers, too.
    if types == ["Int", "Double"] { return ("Double", true) }
    return types.count == 1 ? (types.first!, true) : nil
  }

  private func scalarType(at position: inout Int) -> String? {
    if tokens[position].is("-"), tokens[min(position + 1, tokens.count - 1)].kind == .number { position += 1 }
    let token = tokens[position]
    switch token.kind {
    case .number:
      position += 1
      let isHexadecimal = token.text.hasPrefix("0x")
      let marks: Set<Character> = isHexadecimal ? [".", "p", "P"] : [".", "e", "E"]
      return token.text.contains(where: marks.contains) ? "Double" : "Int"
    case .string:
      position += 1
      return "String"
    case .word where token.is("true") || token.is("false"):
      position += 1
      return "Bool"
    default: return nil
    }
  }
}

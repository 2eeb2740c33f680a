// Function signatures. Bodies are never looked at.

extension Parser {
  /// Parses a function's signature.
  ///
  /// - Requires: the current token starts the declaration (attributes included).
  mutating func parseFunction() throws(Diagnostic) -> FunctionSyntax {
    let (attributes, modifiers) = try parsePrefix()
    try expect("func")
    guard current.kind == .word || current.kind == .symbol else { throw unexpected("a function name") }
    var name = take()
    while name.kind == .symbol, current.kind == .symbol, !current.followsSpace { name.text += take().text }
    var genericClause: Range<Int>?
    if name.kind == .word, current.is("<") { genericClause = try skipAngles() }
    let parameters = try parseParameters()
    var function = FunctionSyntax(
      attributes: attributes, modifiers: modifiers, name: name, genericClause: genericClause, parameters: parameters)
    try parseEffects(into: &function)
    if takeIf("->") {
      while current.is("sending") { take() }
      function.result = try parseType()
    }
    if current.is("where") && function.genericClause == nil { function.genericClause = current.range }
    return function
  }

  private mutating func parseEffects(into function: inout FunctionSyntax) throws(Diagnostic) {
    while true {
      if current.is("async") || current.is("reasync") {
        function.asyncKeyword = take()
      } else if current.is("throws") || current.is("rethrows") {
        let start = take().range.lowerBound
        if current.is("(") { try skipGroup() }
        function.throwsClause = source[start..<previousEnd]
      } else {
        return
      }
    }
  }

  private mutating func skipAngles() throws(Diagnostic) -> Range<Int> {
    let start = current.range.lowerBound
    var depth = 0
    repeat {
      if current.kind == .end || current.is("{") { throw unexpected("'>'") }
      if current.is("<") { depth += 1 }
      if current.is(">") { depth -= 1 }
      take()
    } while depth > 0
    return start..<previousEnd
  }

  private mutating func parseParameters() throws(Diagnostic) -> [ParameterSyntax] {
    try expect("(")
    var parameters: [ParameterSyntax] = []
    while !current.is(")") {
      parameters.append(try parseParameter())
      if !takeIf(",") { break }
    }
    try expect(")")
    return parameters
  }

  private mutating func parseParameter() throws(Diagnostic) -> ParameterSyntax {
    while current.is("@") { _ = try parseAttribute() }
    let first = try expectWord("a parameter name")
    let second = current.kind == .word ? take() : nil
    try expect(":")
    let specifiers = try parseSpecifiers()
    let type = try parseType()
    let isVariadic = takeIf("...")
    var defaultValue: String?
    if takeIf("=") {
      let start = current.range.lowerBound
      try skipExpression()
      defaultValue = source[start..<previousEnd]
    }
    return ParameterSyntax(
      label: first.is("_") ? nil : first, name: second ?? first, specifiers: specifiers, type: type,
      isVariadic: isVariadic, defaultValue: defaultValue)
  }

  private mutating func parseSpecifiers() throws(Diagnostic) -> [String] {
    let known = ["inout", "borrowing", "consuming", "sending", "isolated", "__owned", "__shared", "_const"]
    var specifiers: [String] = []
    while true {
      if current.is("@") {
        specifiers.append(try parseAttribute().text)
      } else if known.contains(current.text), following.kind == .word || following.is("(") || following.is("[") {
        specifiers.append(take().text)
      } else {
        return specifiers
      }
    }
  }
}

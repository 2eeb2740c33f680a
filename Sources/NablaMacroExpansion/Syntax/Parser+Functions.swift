// Signatures of functions, initialisers, subscripts and computed properties. Bodies are never looked at.

extension Parser {
  /// The kind of declaration whose keyword is the current token; nil if it has no signature.
  var signatureKind: FunctionSyntax.Kind? {
    if current.isQuoted { return nil }
    return ["func": .function, "init": .initializer, "subscript": .subscript, "var": .property][current.text]
  }

  /// Parses a signature.
  ///
  /// - Requires: the current token starts the declaration (attributes included).
  mutating func parseFunction() throws(Diagnostic) -> FunctionSyntax {
    let (attributes, modifiers) = try parsePrefix()
    guard let kind = signatureKind else { throw unexpected("'func'") }
    var function = FunctionSyntax(
      kind: kind, attributes: attributes, modifiers: modifiers, name: take(), parameters: [],
      documentation: documentationComment)
    switch kind {
    case .property: try parseProperty(into: &function)
    case .function:
      guard current.kind == .word || current.kind == .symbol else { throw unexpected("a function name") }
      function.name = take()
      while function.name.kind == .symbol, current.kind == .symbol, !current.followsSpace {
        function.name.text += take().text
      }
      try parseSignature(into: &function)
    case .initializer:
      function.isFailable = takeIf("?") || takeIf("!")
      try parseSignature(into: &function)
    case .subscript:
      try parseSignature(into: &function)
      for index in function.parameters.indices where !function.parameters[index].hasLabel {
        function.parameters[index].label = nil
      }
    }
    return function
  }

  /// The lines of the documentation comment at the start of the source, without the marks.
  private var documentationComment: [String] {
    let start = tokens[0].range.lowerBound
    var isBlock = false
    return source[source.offset..<start].split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      var text = line.drop { $0 == " " || $0 == "\t" }
      if !isBlock, text.hasPrefix("///") { return Self.withoutSpace(text.dropFirst(3)) }
      let isStart = !isBlock && text.hasPrefix("/**")
      guard isBlock || isStart else { return nil }
      text = isStart ? text.dropFirst(3) : text
      isBlock = !text.contains("*/")
      if let end = text.firstRange(of: "*/") {
        text = text[..<end.lowerBound]
        while text.last?.isWhitespace == true { text = text.dropLast() }
      }
      if !isStart, text.first == "*" { text = text.dropFirst() }
      let comment = Self.withoutSpace(text)
      return (isStart || !isBlock) && comment.allSatisfy(\.isWhitespace) ? nil : comment
    }
  }

  private static func withoutSpace(_ text: Substring) -> String {
    String(text.hasPrefix(" ") ? text.dropFirst() : text)
  }

  private mutating func parseSignature(into function: inout FunctionSyntax) throws(Diagnostic) {
    if function.name.kind == .word, current.is("<") { function.genericClause = try skipAngles() }
    function.parameters = try parseParameters()
    try parseEffects(into: &function)
    if takeIf("->") {
      while current.is("sending") { take() }
      function.result = try parseType()
    }
    if current.is("where") && function.genericClause == nil { function.genericClause = current.range }
  }

  /// Parses `name: Type {` of a computed property.
  private mutating func parseProperty(into function: inout FunctionSyntax) throws(Diagnostic) {
    function.name = try expectWord("a property name")
    try expect(":")
    function.result = try parseType()
    guard current.is("{"), !following.is("didSet"), !following.is("willSet") else {
      throw Diagnostic("only computed properties can be differentiated", at: function.name.range)
    }
  }

  private mutating func parseEffects(into function: inout FunctionSyntax) throws(Diagnostic) {
    while true {
      if current.is("async") || current.is("reasync") {
        function.asyncKeyword = take()
      } else if current.is("throws") || current.is("rethrows") {
        let start = take().range.lowerBound
        if current.is("(") { try skipGroup() }
        function.throwsClause = source[range(from: start)]
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
    return range(from: start)
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
      defaultValue = source[range(from: start)]
    }
    return ParameterSyntax(
      label: first.is("_") ? nil : first, name: second ?? first, hasLabel: second != nil, specifiers: specifiers,
      type: type, isVariadic: isVariadic, defaultValue: defaultValue)
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

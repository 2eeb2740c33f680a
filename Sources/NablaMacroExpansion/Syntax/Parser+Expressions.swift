// Uses of expression macros: `#name(label: value, …) { closure }`. The values are kept as text.

/// A use of an expression macro.
struct MacroExpressionSyntax {
  /// The macro's name.
  var name: Token
  /// The arguments in order, a trailing closure last.
  var arguments: [(label: String?, text: String)]
}

extension Parser {
  /// Parses `#name(arguments) { … }`.
  mutating func parseMacroExpression() throws(Diagnostic) -> MacroExpressionSyntax {
    try expect("#")
    var expression = MacroExpressionSyntax(name: try expectWord("the name of a macro"), arguments: [])
    while current.is("."), following.kind == .word {
      take()
      expression.name = take()
    }
    if current.is("<") && !current.followsSpace { _ = try parseGenericArguments() }
    if current.is("(") {
      expression.arguments = try parseArguments().map { ($0.label?.spelling, source[$0.range]) }
    }
    if current.is("{") {
      let start = current.range.lowerBound
      try skipGroup()
      expression.arguments.append((nil, source[range(from: start)]))
    }
    if current.kind != .end { throw unexpected("the end of the macro") }
    return expression
  }
}

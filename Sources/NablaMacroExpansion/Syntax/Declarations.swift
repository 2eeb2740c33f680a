// What the parser extracts from a declaration: enough of a function, struct or enclosing context to generate code.

/// An attribute, `@Name(argument, …)`.
struct AttributeSyntax {
  /// The attribute's name, dotted if it was written so.
  var name: Token
  /// The arguments; nil without parentheses.
  var arguments: [ArgumentSyntax]?
  /// From the `@` to the closing parenthesis.
  var range: Range<Int>
  /// The attribute as written.
  var text: String
}

/// One argument of an attribute.
struct ArgumentSyntax {
  /// The label, if there is one.
  var label: Token?
  /// The tokens of the value.
  var tokens: [Token]
  /// The place of the value.
  var range: Range<Int>
}

/// A parameter of a function.
struct ParameterSyntax {
  /// The argument label; nil if callers write none.
  var label: Token?
  /// The name within the function.
  var name: Token
  /// Specifiers before the type: `inout`, `borrowing`, `consuming`, `@escaping`, ….
  var specifiers: [String]
  /// The type, without specifiers.
  var type: TypeSyntax
  /// Whether `...` follows the type.
  var isVariadic: Bool
  /// The default value as written.
  var defaultValue: String?

  /// Whether the function may change the argument.
  var isInout: Bool { specifiers.contains("inout") }
}

/// A function's signature.
struct FunctionSyntax {
  /// The attributes before the function.
  var attributes: [AttributeSyntax]
  /// Modifiers such as `public` and `static`.
  var modifiers: [Token]
  /// The function's name.
  var name: Token
  /// The generic parameter clause with its angle brackets.
  var genericClause: Range<Int>?
  /// The parameters.
  var parameters: [ParameterSyntax]
  /// The `async` keyword.
  var asyncKeyword: Token?
  /// `throws` or `throws(E)` as written.
  var throwsClause: String?
  /// The result type; nil if none is written.
  var result: TypeSyntax?

  /// Whether a modifier is present.
  func has(_ modifier: String) -> Bool { modifiers.contains { $0.is(modifier) } }
}

/// A stored property of a struct.
struct PropertySyntax {
  /// The name.
  var name: Token
  /// The declared type; nil if it is inferred.
  var type: TypeSyntax?
  /// The attributes before the property.
  var attributes: [AttributeSyntax]
  /// Whether the property is a `let`.
  var isConstant: Bool
}

/// A struct with its stored properties.
struct StructSyntax {
  /// Modifiers such as `public`.
  var modifiers: [Token]
  /// The struct's name.
  var name: Token
  /// The generic parameters' names.
  var genericParameters: [String]
  /// The stored instance properties in order.
  var properties: [PropertySyntax]
}

/// A type, extension, function or other declaration around the annotated one.
struct ContextSyntax {
  /// `struct`, `class`, `enum`, `actor`, `extension`, `protocol`, `func`, or nil for anything else.
  var keyword: String?
  /// The type's dotted name.
  var name: String
  /// Whether the context has generic parameters or a `where` clause.
  var isGeneric: Bool
}

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
  /// Whether label and name are written separately.
  var hasLabel = false
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

/// The signature of a function, initialiser, subscript or computed property.
struct FunctionSyntax {
  /// What is declared.
  enum Kind {
    case function, initializer, `subscript`, property
  }

  /// What is declared.
  var kind = Kind.function
  /// The attributes before the function.
  var attributes: [AttributeSyntax]
  /// Modifiers such as `public` and `static`.
  var modifiers: [Token]
  /// The name; `init` and `subscript` have none but the keyword.
  var name: Token
  /// The `?` or `!` after `init`.
  var isFailable = false
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

  /// The lines of the documentation comment before it.
  var documentation: [String] = []

  /// Whether a modifier is present.
  func has(_ modifier: String) -> Bool { modifiers.contains { $0.is(modifier) } }
}

/// A stored property of a type.
struct PropertySyntax {
  /// The name.
  var name: Token
  /// The declared type; nil if it is inferred.
  var type: TypeSyntax?
  /// The attributes before the property.
  var attributes: [AttributeSyntax]
  /// Modifiers such as `weak`.
  var modifiers: [Token]
  /// Whether the property is a `let`.
  var isConstant: Bool
  /// Whether an initial value is written.
  var hasInitialValue = false
}

/// A case of an enum.
struct CaseSyntax {
  /// The name.
  var name: Token
  /// The associated values.
  var values: [TypeSyntax.Element]
}

/// A struct, class, enum or actor with what it stores.
struct NominalTypeSyntax {
  /// `struct`, `class`, `enum` or `actor`.
  var keyword: Token
  /// Modifiers such as `public`.
  var modifiers: [Token]
  /// The type's name.
  var name: Token
  /// The generic parameters' names.
  var genericParameters: [String]
  /// The stored instance properties in order.
  var properties: [PropertySyntax] = []
  /// The cases in order.
  var cases: [CaseSyntax] = []

  /// Whether a modifier is present.
  func has(_ modifier: String) -> Bool { modifiers.contains { $0.is(modifier) } }
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

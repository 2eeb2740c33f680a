// The annotated function as the macros use it: a list of parameters, `self` included, and what has been checked.

/// A parameter of the primal, `self` included.
struct Parameter {
  /// The argument label; nil if callers write none.
  var label: String?
  /// The name in generated wrappers.
  var name: String
  /// The type that has derivatives: for a span an array of its elements.
  var type: TypeSyntax
  /// Whether the parameter is declared as a span, which neither memory for the engine nor a closure can hold.
  var isSpan = false
  /// Whether the primal may change the argument.
  var isInout: Bool
  /// The default value as written.
  var defaultValue: String?
  /// Whether this is the implicit `self`.
  var isSelf = false

  /// The name without backticks.
  var plainName: String { name.filter { $0 != "`" } }

  /// The name as the start of other names.
  var stem: String { String(decoding: plainName.utf8.map { isIdentifierPart($0) ? $0 : 95 }, as: UTF8.self) }

  /// The name as the label of a tuple element.
  var elementLabel: String { labelSpelling(plainName) }

  /// The parameter in a wrapper's signature.
  var declaration: String {
    let labels = label == name ? name : "\(label ?? "_") \(name)"
    let type = isSpan ? "Span<\(type.text.dropFirst().dropLast())>" : type.text
    return "\(labels): \(isInout ? "inout " : "")\(type)\(defaultValue.map { " = \($0)" } ?? "")"
  }

  /// The argument that hands `value` on to a function with the same parameter.
  func argument(_ value: String) -> String {
    (label.map { "\($0): " } ?? "") + (isInout ? "&" : "") + value
  }
}

extension Parameter {
  /// The primal's argument, made of a value of type `type`.
  func primalArgument(_ value: String) -> String { argument(isSpan ? "\(value).span" : value) }

  /// What a wrapper does before all else: the span's name stands for its elements from here on.
  var conversion: String? { isSpan ? "let \(name) = Nabla.elements(of: \(name))" : nil }
}

/// `name` as an argument label: in backticks only where Swift needs them.
func labelSpelling(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy(isIdentifierPart) && !["inout", "var", "let"].contains(name)
  return isPlain ? name : "`\(name)`"
}

/// The annotated function.
struct Primal {
  /// The parsed function.
  var syntax: FunctionSyntax
  /// The parameters; the first may be `self`.
  var parameters: [Parameter]
  /// The dotted name of the enclosing type, if there is one.
  var enclosingType: String?
  /// Whether the function is an instance method.
  var isInstanceMethod: Bool

  /// The function's name without backticks.
  var name: String { syntax.name.text }
  /// The result type; nil for `Void`.
  var result: TypeSyntax? {
    guard let result = syntax.result, !result.isVoid else { return nil }
    return result
  }
  /// `throws` as written, or empty if nothing is thrown.
  var throwsClause: String {
    let clause = syntax.throwsClause ?? ""
    return clause.filter { $0 != " " } == "throws(Never)" ? "" : clause
  }
  /// `try ` if the function throws.
  var tryKeyword: String { throwsClause.isEmpty ? "" : "try " }

  /// The call of the function on memory: `f($0.pointee, n: $1.pointee)`.
  var pointerCall: String {
    call(with: parameters.indices.map { "$\($0).pointee" })
  }

  /// The call of the function with one value per parameter, `self` first.
  func call(with values: [String]) -> String {
    let arguments = zip(parameters, values).filter { !$0.0.isSelf }.map { $0.primalArgument($1) }
    return call(on: isInstanceMethod ? values[0] : enclosingType, arguments)
  }

  /// The call of the function with a wrapper's parameters.
  var directCall: String {
    call(
      on: isInstanceMethod ? "self" : enclosingType, parameters.filter { !$0.isSelf }.map { $0.primalArgument($0.name) }
    )
  }

  private func call(on base: String?, _ arguments: [String]) -> String {
    let prefix = base.map { "\($0)." } ?? ""
    let list = arguments.joined(separator: ", ")
    return switch syntax.kind {
    case .function: "\(prefix)\(syntax.name.spelling)(\(list))"
    case .property: "\(prefix)\(syntax.name.spelling)"
    case .subscript: "\(base ?? "self")[\(list)]"
    case .initializer: "\(base ?? "Self")(\(list))"
    }
  }

  /// The lines of the function's documentation comment, to follow the summary of a wrapper.
  var documentation: [String] { syntax.documentation.isEmpty ? [] : [""] + syntax.documentation }

  /// The modifiers and attributes that wrappers take over, with a trailing space.
  var wrapperPrefix: String {
    let access = ["public", "package", "internal", "fileprivate", "private"]
    var words = syntax.modifiers.map(\.text).filter { access.contains($0) || $0 == "nonisolated" }
    if syntax.has("open") { words.append("public") }
    if syntax.has("static") || syntax.has("class") || syntax.kind == .initializer { words.append("static") }
    if isInstanceMethod, parameters[0].isInout { words.append("mutating") }
    let carried = ["available", "discardableResult", "usableFromInline", "MainActor"]
    let attributes = syntax.attributes.filter { carried.contains($0.name.text) }.map { $0.text + "\n" }
    return attributes.joined() + words.map { $0 + " " }.joined()
  }

  /// The attributes that say that the function is deprecated, each with a line break.
  var deprecation: String {
    syntax.attributes.filter { $0.name.is("available") && $0.text.contains("deprecated") }.map { $0.text + "\n" }
      .joined()
  }

  /// The first statements of wrappers.
  var conversions: [String] { parameters.compactMap(\.conversion) }

  /// The wrapper's parameters, without `self`.
  var declaredParameters: [String] { parameters.filter { !$0.isSelf }.map(\.declaration) }

  /// The arguments that hand a wrapper's parameters on, without `self`.
  var forwardedArguments: [String] { parameters.filter { !$0.isSelf }.map { $0.argument($0.name) } }

  /// A name for a local variable that no parameter has.
  func local(_ name: String) -> String {
    var candidate = name
    while parameters.contains(where: { $0.name == candidate }) { candidate += "_" }
    return candidate
  }
}

// Which functions can be differentiated: everything that can be told from the declaration and its surroundings.

extension Primal {
  /// Reads the function that `macro` is attached to, and checks what holds for every macro.
  init(_ request: MacroRequest, macro: String, attribute: AttributeSyntax) throws(Diagnostics) {
    var parser = Parser(request.declaration)
    let function: FunctionSyntax
    do throws(Diagnostic) {
      let prefixed = parser
      _ = try parser.parsePrefix()
      if parser.signatureKind == nil {
        let found = parser.current
        throw Diagnostic(
          "'@\(macro)' can only be attached to a function, an initializer, a subscript or a computed property",
          at: found.kind == .end ? attribute.range : found.range)
      }
      parser = prefixed
      function = try parser.parseFunction()
    } catch {
      throw Diagnostics([error])
    }
    let contexts = request.lexicalContext.map { text in
      var parser = Parser(SourceText(text))
      return parser.parseContext()
    }
    var found = Diagnostics([])
    found.list += Self.checkSignature(function, macro: macro)
    found.list += Self.checkContext(contexts, function: function, macro: macro)
    found.list += function.parameters.compactMap { Self.check($0, macro: macro) }
    if !found.list.isEmpty { throw found }
    self.init(function, contexts: contexts)
  }

  private init(_ function: FunctionSyntax, contexts: [ContextSyntax]) {
    let enclosing = contexts.isEmpty ? nil : contexts.reversed().map(\.name).joined(separator: ".")
    let isInstance =
      enclosing != nil && !function.has("static") && !function.has("class") && function.kind != .initializer
    var function = function
    var parameters: [Parameter] = []
    if let enclosing {
      let kind = TypeSyntax.Kind.named(enclosing.split(separator: ".").map(String.init), arguments: [])
      if isInstance {
        parameters.append(
          Parameter(
            label: nil, name: "self", type: TypeSyntax(kind: kind, text: enclosing, range: function.name.range),
            isInout: function.has("mutating"), defaultValue: nil, isSelf: true))
      }
      if function.kind == .initializer {
        let type = TypeSyntax(kind: kind, text: enclosing, range: function.name.range)
        function.result =
          function.isFailable
          ? TypeSyntax(kind: .optional(type), text: enclosing + "?", range: function.name.range) : type
      }
    }
    for (index, parameter) in function.parameters.enumerated() {
      let name = parameter.name.is("_") ? "parameter\(index)" : parameter.name.spelling
      parameters.append(
        Parameter(
          label: parameter.label.map { labelSpelling($0.text) }, name: name,
          type: parameter.type.arrayOfSpan ?? parameter.type, isSpan: parameter.type.arrayOfSpan != nil,
          isInout: parameter.isInout, defaultValue: parameter.defaultValue))
    }
    self.init(syntax: function, parameters: parameters, enclosingType: enclosing, isInstanceMethod: isInstance)
  }

  private static func checkSignature(_ function: FunctionSyntax, macro: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if function.name.kind != .word {
      found.append(Diagnostic("'@\(macro)' needs a function with a name, not an operator", at: function.name.range))
    }
    if let clause = function.genericClause {
      found.append(
        Diagnostic(
          "'@\(macro)' cannot differentiate a generic function; where its types are known, write \(closureForm(function))",
          at: clause))
    }
    if let keyword = function.asyncKeyword {
      found.append(
        Diagnostic(
          "'@\(macro)' cannot differentiate an asynchronous function; move the computation into a function without "
            + "'async'", at: keyword.range))
    }
    if let attribute = function.attributes.first(where: {
      $0.name.text.hasSuffix("Actor") && $0.name.text != "MainActor"
    }) {
      found.append(
        Diagnostic(
          "'@\(macro)' cannot differentiate a function isolated to '\(attribute.name.text)'; make it 'nonisolated'",
          at: attribute.range
        ).fixing("make it 'nonisolated'", replace: attribute.range, by: "nonisolated"))
    }
    return found
  }

  private static func checkContext(
    _ contexts: [ContextSyntax], function: FunctionSyntax, macro: String
  ) -> [Diagnostic] {
    for context in contexts {
      let place = function.name.range
      switch context.keyword {
      case "struct", "class", "enum", "extension":
        let generic = ["Array", "Optional", "Dictionary", "Set", "ContiguousArray", "ArraySlice", "InlineArray"]
        if context.isGeneric || generic.contains(context.name) {
          return [
            Diagnostic(
              "'@\(macro)' cannot differentiate a function inside the generic type '\(context.name)'; where its types are "
                + "known, write \(closureForm(function))", at: place)
          ]
        }
      case "actor":
        return [Diagnostic("'@\(macro)' cannot differentiate a function of an actor", at: place)]
      case "protocol":
        return [
          Diagnostic(
            "'@\(macro)' cannot differentiate a protocol requirement; annotate the function of a concrete type",
            at: place)
        ]
      default:
        return [
          Diagnostic(
            "'@\(macro)' cannot differentiate a local function; write \(closureForm(function)), or move it to file scope",
            at: place)
        ]
      }
    }
    return []
  }

  /// The form that needs no annotation.
  private static func closureForm(_ function: FunctionSyntax) -> String {
    "'gradient(at: x) { x in \(function.name.spelling)(…) }'"
  }

  private static func check(_ parameter: ParameterSyntax, macro: String) -> Diagnostic? {
    if parameter.isVariadic {
      return Diagnostic(
        "'@\(macro)' does not support variadic parameters; take an array", at: parameter.type.range
      ).fixing(
        "take an array", replace: parameter.type.range.lowerBound..<(parameter.type.range.upperBound + 3),
        by: "[\(parameter.type.text)]")
    }
    let type = (parameter.isInout ? nil : parameter.type.arrayOfSpan) ?? parameter.type
    if case .unsupported(let what) = type.typeClass {
      return Diagnostic(
        "'@\(macro)' does not support \(what) as parameters; supported are \(TypeClass.supportedList)",
        at: parameter.type.range)
    }
    return nil
  }
}

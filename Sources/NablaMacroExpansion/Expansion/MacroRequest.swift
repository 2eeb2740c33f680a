// The entry to the expansion: one value in, one value out, no compiler and no protocol.

/// A macro to expand.
package struct MacroRequest {
  /// The implementation's name in `#externalMacro(module:type:)`.
  package var type: String
  /// The annotated declaration.
  var declaration: SourceText
  /// The attribute itself.
  var attribute: SourceText
  /// The headers of the enclosing declarations, innermost first.
  package var lexicalContext: [String]
  /// The compiler's prefix for unique names.
  package var discriminator: String
  /// For extension macros: the name of the type to extend.
  package var extendedType: String?
  /// For extension macros: whether the compiler asks for any conformance.
  package var wantsConformance: Bool
  /// The part of an attached macro that is to be expanded: `peer`, `extension`, `member`.
  package var role: String
  /// Whether code is generated for Mach-O, where section names differ.
  package var targetsMachO: Bool

  /// Creates a request; the offsets say where the texts start in their file.
  package init(
    type: String, declaration: String, declarationOffset: Int = 0, attribute: String, attributeOffset: Int = 0,
    lexicalContext: [String] = [], discriminator: String = "$s4main", extendedType: String? = nil,
    wantsConformance: Bool = true, role: String = "peer", targetsMachO: Bool = false
  ) {
    self.type = type
    self.declaration = SourceText(declaration, offset: declarationOffset)
    self.attribute = SourceText(attribute, offset: attributeOffset)
    self.lexicalContext = lexicalContext
    self.discriminator = discriminator
    self.extendedType = extendedType
    self.wantsConformance = wantsConformance
    self.role = role
    self.targetsMachO = targetsMachO
  }

  /// A name that no user can write, in the scheme of the compiler's own unique names.
  func uniqueName(_ name: String) -> String { "\(discriminator)\(name.utf8.count)\(name)fMu_" }
}

/// What became of a macro.
package struct MacroExpansion {
  /// The generated declarations, empty after an error.
  package var source: String
  /// What the user is told.
  package var diagnostics: [Diagnostic]
}

/// Expands an expression macro. Never fails: problems are in the result.
package func expandExpressionMacro(_ request: MacroRequest) -> MacroExpansion {
  do throws(Diagnostics) {
    return try expandExpression(request)
  } catch {
    return MacroExpansion(source: "", diagnostics: error.list)
  }
}

/// Expands an attached macro. Never fails: problems are in the result.
package func expandMacro(_ request: MacroRequest) -> MacroExpansion {
  do throws(Diagnostics) {
    let attribute: AttributeSyntax
    do throws(Diagnostic) {
      var parser = Parser(request.attribute)
      attribute = try parser.parseAttribute()
    } catch {
      throw Diagnostics([error])
    }
    switch request.type {
    case "GradientMacro": return try expandGradient(request, attribute)
    case "PullbackMacro": return try expandPullback(request, attribute)
    case "DerivativeMacro": return try expandDerivative(request, attribute)
    case "AutodiffMacro": return try expandAutodiff(request, attribute)
    case "DifferentiableMacro": return try expandDifferentiable(request, attribute)
    case "NoDerivativeMacro": return MacroExpansion(source: "", diagnostics: [])
    default:
      throw Diagnostics([Diagnostic("this version of Nabla has no macro '\(request.type)'", at: attribute.range)])
    }
  } catch {
    return MacroExpansion(source: "", diagnostics: error.list)
  }
}

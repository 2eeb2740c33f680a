// `#gradient(of: f)` and its relatives. The argument is written into a call of the library's function where it is used,
// so that the engine sees the closure or the function's name itself, and not a variable that holds it. The macro's
// declared type has decided how many parameters the function takes: it is in the implementation's name.

/// Expands an expression macro: `GradientFunction1Macro` becomes `{ Nabla.gradient(at: $0, of: f) }`.
func expandExpression(_ request: MacroRequest) throws(Diagnostics) -> MacroExpansion {
  if request.type == "DerivativeSiteMacro" { return expandDerivativeSite(request) }
  let expression: MacroExpressionSyntax
  do throws(Diagnostic) {
    var parser = Parser(request.declaration)
    expression = try parser.parseMacroExpression()
  } catch {
    throw Diagnostics([error])
  }
  let point = expression.arguments.count > 1 ? expression.arguments[0].text : ""
  guard let function = expression.arguments.last?.text, let source = expansion(of: request.type, function, at: point)
  else {
    throw Diagnostics([
      Diagnostic("this version of Nabla has no macro '\(request.type)'", at: expression.name.range)
    ])
  }
  return MacroExpansion(source: source, diagnostics: [])
}

/// The expansion of the macro implemented by `type` for a function as written.
private func expansion(of type: String, _ f: String, at point: String) -> String? {
  switch type {
  case "GradientFunction1Macro": "{ Nabla.gradient(at: $0, of: \(f)) }"
  case "GradientFunction2Macro": "{ Nabla.gradient(at: $0, $1, of: \(f)) }"
  case "GradientFunction3Macro": "{ Nabla.gradient(at: $0, $1, $2, of: \(f)) }"
  case "ValueWithGradientFunction1Macro": "{ Nabla.valueWithGradient(at: $0, of: \(f)) }"
  case "ValueWithGradientFunction2Macro": "{ Nabla.valueWithGradient(at: $0, $1, of: \(f)) }"
  case "ValueWithGradientFunction3Macro": "{ Nabla.valueWithGradient(at: $0, $1, $2, of: \(f)) }"
  case "DerivativeFunctionMacro": "{ Nabla.derivative(at: $0, of: \(f)) }"
  case "DirectionalDerivativeFunctionMacro": "{ Nabla.derivative(at: $0, along: $1, of: \(f)) }"
  case "JacobianFunctionMacro": "{ Nabla.jacobian(at: $0, of: \(f)) }"
  case "HessianFunctionMacro": "{ Nabla.hessian(at: $0, of: \(f)) }"
  case "HessianVectorProductFunctionMacro": "{ Nabla.hessianVectorProduct(at: $0, along: $1, of: \(f)) }"
  case "PullbackFunctionMacro": "{ Nabla.vectorJacobianProduct(at: $0, $1, of: \(f)) }"
  case "PullbackAtMacro":
    "{ point in { adjoint in Nabla.vectorJacobianProduct(at: point, adjoint, of: \(f)) } }(\(point))"
  case "ValueWithPullbackAtMacro":
    "{ point in (value: (\(f))(point), pullback: { adjoint in "
      + "Nabla.vectorJacobianProduct(at: point, adjoint, of: \(f)) }) }(\(point))"
  default: nil
  }
}

/// Expands the default argument that says where a derivative is asked for. Line and column are those in the file also
/// within the expansion of another macro; what tells places in one expansion apart is in the discriminator.
private func expandDerivativeSite(_ request: MacroRequest) -> MacroExpansion {
  let position = request.discriminator.ranges(of: "MX").last.map { request.discriminator[$0.upperBound...] } ?? ""
  let detail = position.split(separator: "_").prefix(2).joined(separator: ":")
  return MacroExpansion(source: "Nabla.DerivativeSite(\"\(detail)\", #fileID, #line, #column)", diagnostics: [])
}

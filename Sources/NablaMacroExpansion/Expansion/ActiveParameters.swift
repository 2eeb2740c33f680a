// Which parameters the value-level macros differentiate with respect to: `wrt:`, `constant:`, or what the types say.

extension Primal {
  /// The indices of the active parameters.
  func activeParameters(macro: String, attribute: AttributeSyntax) throws(Diagnostics) -> [Int] {
    var found: [Diagnostic] = []
    var label = ""
    var included: [Int] = []
    var excluded: [Int] = []
    for argument in attribute.arguments ?? [] {
      if let word = argument.label { label = word.text }
      guard argument.tokens.count == 1, argument.tokens[0].kind == .string else {
        found.append(Diagnostic("'@\(macro)' needs a parameter name in quotes here", at: argument.range))
        continue
      }
      let name = argument.tokens[0].text.filter { $0 != "\"" }
      guard let index = parameters.firstIndex(where: { $0.plainName == name }) else {
        found.append(unknownParameter(name, at: argument.range))
        continue
      }
      if label == "wrt" {
        if let problem = problem(asActive: parameters[index], at: argument.range) { found.append(problem) }
        included.append(index)
      } else {
        excluded.append(index)
      }
    }
    var byType = parameters.indices.filter { index in
      !parameters[index].isSelf && !parameters[index].type.isInactive
    }
    // Without other candidates, `self` is what is meant.
    if byType.isEmpty, isInstanceMethod { byType = [0] }
    let active = (included.isEmpty ? byType : included.sorted()).filter { !excluded.contains($0) }
    for index in active where included.isEmpty {
      if let problem = problem(asActive: parameters[index], at: parameters[index].type.range) { found.append(problem) }
    }
    for parameter in parameters where parameter.isInout {
      found.append(
        Diagnostic(
          "'@\(macro)' returns derivatives as values and cannot differentiate a function that changes "
            + "'\(parameter.plainName)'; use '@Autodiff'", at: parameter.type.range))
    }
    if active.isEmpty && found.isEmpty {
      found.append(
        Diagnostic(
          "'@\(macro)' has nothing to differentiate with respect to: all inputs of '\(name)' are constant",
          at: attribute.range))
    }
    if !found.isEmpty { throw Diagnostics(found) }
    return active
  }

  private func unknownParameter(_ name: String, at range: Range<Int>) -> Diagnostic {
    let names = parameters.map(\.plainName)
    let diagnostic = Diagnostic("'\(self.name)' has no parameter '\(name)'", at: range)
    guard let guess = nearest(to: name, among: names) else {
      return diagnostic.noting(
        "its parameters are \(names.map { "'\($0)'" }.joined(separator: ", "))", at: syntax.name.range)
    }
    return diagnostic.fixing("did you mean '\(guess)'?", replace: range, by: "\"\(guess)\"")
  }

  private func problem(asActive parameter: Parameter, at range: Range<Int>) -> Diagnostic? {
    switch parameter.type.typeClass {
    case .inactive:
      Diagnostic(
        "'\(parameter.plainName)' cannot be differentiated: '\(parameter.type.text)' holds no floating-point number",
        at: range
      ).noting("'\(parameter.plainName)' is declared here", at: parameter.type.range)
    case .pointer:
      Diagnostic(
        "the memory behind '\(parameter.plainName)' has no copy to hold its derivative; take an array, name the "
          + "parameter in 'constant:', or use '@Autodiff' with '.duplicated'", at: range)
    default: nil
    }
  }
}

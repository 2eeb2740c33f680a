// A generated function that prepares memory, calls the engine's derivative and returns values.

/// A generated function under construction.
struct Wrapper {
  /// The lines of the documentation comment.
  var documentation: [String]
  /// Modifiers and attributes, with a trailing space.
  var prefix: String
  /// The name.
  var name: String
  /// The parameters.
  var parameters: [String]
  /// `throws` as written, or empty.
  var throwsClause: String
  /// The result type, or empty.
  var result: String
  /// The first statements, which make spans into arrays.
  var conversions: [String] = []
  /// The other statements.
  var body: [String] = []

  /// The function.
  var source: String {
    let effects = throwsClause.isEmpty ? "" : " \(throwsClause)"
    let arrow = result.isEmpty ? "" : " -> \(result)"
    return """
      \(documentation.map { $0.isEmpty ? "///" : "/// \($0)" }.joined(separator: "\n"))
      \(prefix)func \(name)(\(parameters.joined(separator: ", ")))\(effects)\(arrow) {
      \((conversions + body).map { "  \($0)" }.joined(separator: "\n"))
      }
      """
  }
}

/// The bare value, or a labelled tuple of several.
func tuple(_ elements: [(label: String, value: String)]) -> String {
  if elements.count == 1 { return elements[0].value }
  return "(\(elements.map { "\($0.label): \($0.value)" }.joined(separator: ", ")))"
}

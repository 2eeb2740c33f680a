// Several diagnostics as one error.

/// The reasons why a macro cannot be expanded.
struct Diagnostics: Error {
  var list: [Diagnostic]

  init(_ list: [Diagnostic]) { self.list = list }
}

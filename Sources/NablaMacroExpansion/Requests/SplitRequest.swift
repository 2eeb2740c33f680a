// What a macro asks of the engine to run a function once and its reverse sweep any number of times. The marker is that of
// `EngineRequest`, in the mode `split`, for four functions:
//
//     augmented(pointers…, &tape)    runs the primal
//     rewind(tape)                   before each reverse sweep
//     pullback(pointers…, tape)      the reverse sweep
//     release(tape)                  at the end

/// A request for the derivative of a function in two parts.
struct SplitRequest {
  /// The names of the engine's functions.
  struct Symbols {
    var augmented: String
    var rewind: String
    var pullback: String
    var release: String

    fileprivate var list: [String] { [augmented, rewind, pullback, release] }
  }

  /// The pointers, and the primal.
  var whole: EngineRequest
  /// The engine's functions.
  var symbols: Symbols

  /// A request for the parts of `whole`, with names made by `name`.
  init(_ whole: EngineRequest, name: (String) -> String) {
    symbols = Symbols(
      augmented: name("augmented"), rewind: name("rewind"), pullback: name("sweep"), release: name("release"))
    self.whole = whole
    self.whole.modeName = "split"
    self.whole.symbol = symbols.list.joined(separator: ",")
  }

  /// The declarations: the marker, and the four functions without bodies.
  var source: String {
    let pointers = whole.derivativeParameters
    let throwing = whole.throwsClause.isEmpty ? "" : " \(whole.throwsClause)"
    return
      ([whole.marker]
      + [
        declaration(symbols.augmented, pointers + ", _: UnsafeMutablePointer<UnsafeMutableRawPointer?>") + throwing,
        declaration(symbols.rewind, "_: UnsafeMutableRawPointer"),
        declaration(symbols.pullback, pointers + ", _: UnsafeMutableRawPointer"),
        declaration(symbols.release, "_: UnsafeMutableRawPointer"),
      ]).joined(separator: "\n\n")
  }

  private func declaration(_ symbol: String, _ parameters: String) -> String {
    """
    @safe @_silgen_name("\(linkerName(symbol))")
    nonisolated private \(whole.staticKeyword)func \(symbol)(\(parameters))
    """
  }
}

// What the engine says when it cannot differentiate something.

import LLVM

/// A place in the user's source.
public struct SourcePlace: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One construct that is not differentiated, and why.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the construct stands, if the code was compiled with debug information.
  public var place: SourcePlace?
  /// The demangled name of the function that contains it; empty if there is none.
  public var function: String
  /// What it is, as a phrase: "a call of 'foo', which has no body here".
  public var construct: String
  /// What the user can do about it.
  public var advice: String
  /// How the differentiated function gets there, outermost first.
  public var callChain: [String]
  /// True if the request itself makes no sense; `construct` says all then.
  public var concernsRequest: Bool

  public init(
    place: SourcePlace? = nil, function: String = "", construct: String, advice: String = "", callChain: [String] = [],
    concernsRequest: Bool = false
  ) {
    self.place = place
    self.function = function
    self.construct = construct
    self.advice = advice
    self.callChain = callChain
    self.concernsRequest = concernsRequest
  }

  public var description: String {
    let position = place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    let context = function.isEmpty ? "" : "in '\(function)': "
    return position + context + construct + (advice.isEmpty ? "" : " (\(advice))")
  }
}

/// Everything that was refused in one run. The module is unchanged then.
public struct DifferentiationFailure: Error, Sendable, CustomStringConvertible {
  public var refusals: [Refusal]

  public init(refusals: [Refusal]) { self.refusals = refusals }

  public var description: String { refusals.map(\.description).joined(separator: "\n") }

  private static func order(_ refusal: Refusal) -> (String, Int, Int) {
    refusal.place.map { ($0.file, $0.line, $0.column) } ?? ("", 0, 0)
  }

  /// With further refusals, each told once, in the order of the source.
  func joined(_ others: [Refusal]) -> DifferentiationFailure {
    var all = refusals
    for refusal in others where !all.contains(refusal) { all.append(refusal) }
    return DifferentiationFailure(refusals: all.sorted { Self.order($0) < Self.order($1) })
  }
}

extension SourcePlace {
  /// Where an instruction comes from; inside inlined code the place where that was written.
  init?(_ location: DebugLocation?) {
    guard let location else { return nil }
    // Code that a macro has generated is no place that anybody knows; the call of the user's function in it is.
    let places = [location] + location.inlinedAt
    let unknown = ["/swift-generated-sources/", "<compiler-generated>"]
    func isKnown(_ place: DebugLocation) -> Bool {
      place.line > 0 && !unknown.contains { place.file?.contains($0) == true }
    }
    guard let shown = places.first(where: isKnown) else { return nil }
    self.init(file: shown.file ?? "<unknown>", line: shown.line, column: shown.column)
  }
}

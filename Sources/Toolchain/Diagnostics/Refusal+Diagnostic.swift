// How a refusal of the engine is told: the place and the construct first, then where it was met, then what to do.

import Differentiation

extension Diagnostic {
  /// The diagnostic for something that the engine cannot differentiate.
  public init(_ refusal: Refusal) {
    var notes = refusal.function.isEmpty ? [] : ["in '\(refusal.function)'"]
    if !refusal.callChain.isEmpty {
      notes.append("called through \(refusal.callChain.map { "'\($0)'" }.joined(separator: " -> "))")
    }
    if !refusal.advice.isEmpty { notes.append(refusal.advice) }
    let message = refusal.concernsRequest ? refusal.construct : "cannot differentiate \(refusal.construct)"
    self.init(.error, message, at: refusal.place, notes: notes)
  }
}

extension ToolFailure {
  /// The refusals of one run of the engine: each once, and not more than a person reads.
  public init(_ failure: DifferentiationFailure) {
    var told: Set<Refusal> = []
    let refusals = failure.refusals.map(\.inSwiftTerms)
    // Where a construct has been found at a place, its other steps, within libraries, say nothing more.
    let placed = Set(refusals.filter { $0.place != nil }.map(\.matter))
    let shown = refusals.filter {
      $0.place == nil ? !placed.contains($0.matter) && told.insert($0.matter).inserted : told.insert($0).inserted
    }
    let limit = 10
    let rest = shown.count - limit
    self.init(shown.prefix(limit).map { Diagnostic($0) } + (rest > 0 ? [Diagnostic(.note, "and \(rest) more")] : []))
  }
}

extension Refusal {
  /// The construct and the advice alone.
  fileprivate var matter: Refusal { Refusal(construct: construct, advice: advice, concernsRequest: concernsRequest) }
}

// What a macro asks of the engine, and how the question is planted in the user's module.
//
// Every primal is wrapped in a closure that takes only pointers: one per parameter, and one to uninitialised memory for
// the result. The engine therefore never needs to know how Swift passes arrays, structs or tuples; it differentiates a
// function from memory to memory. The closure is kept in a constant in the section `ad_markers`:
//
//     (version, closure, "mode;symbol;activities[;width=N]" in UTF-8)
//
// There is one activity per pointer: `dup` (a shadow pointer follows; N with a width), `dupnoneed` (the same, and the
// primal memory need not be valid afterwards), `dupmixed` (a shadow pointer follows; where memory behind it has no shadow,
// the pointers there are those of the primal), `const` (no shadow). The derivative is declared without a body under
// `symbol`.
//
// The closure is isolated to the main actor: from there functions can be called that are isolated to it, as all functions
// of some modules are, and functions that are not. Nothing ever calls the closure itself.

/// The linker name of a derivative that is declared as `symbol`. Only the linker sees that nothing has differentiated a
/// program, and all that it tells is the name of what is missing.
func linkerName(_ symbol: some StringProtocol) -> String {
  "nabla_did_not_run__do_the_plugins_of_the_target_name_NablaPlugin.\(symbol)"
}

/// A request for one derivative.
struct EngineRequest {
  /// How a pointer takes part.
  enum SlotActivity: String {
    case dup, dupnoneed, dupmixed, const
  }

  /// One pointer parameter of the primal closure.
  struct Slot {
    /// The type of the memory.
    var type: String
    /// Whether the primal may write the memory.
    var isMutable: Bool
    /// How the pointer takes part.
    var activity: SlotActivity
  }

  /// The direction.
  var mode: Mode
  /// The direction as the engine calls it, where it is not that of the mode.
  var modeName: String?
  /// The number of tangents carried at once.
  var width = 1
  /// The name of the derivative's Swift declaration; several in split mode, with commas between.
  var symbol: String
  /// The name of the constant that holds the request.
  var markerName: String
  /// The parameters, and last the result unless it is `Void`.
  var slots: [Slot]
  /// The call of the primal on `$0.pointee`, `$1.pointee`, ….
  var primalCall: String
  /// The statements of the primal on the same memory, if they are more than that call.
  var primalBody: String?
  /// Whether the last slot is the result.
  var hasResult: Bool
  /// `throws` or `throws(E)`, or empty.
  var throwsClause: String
  /// `static ` in types.
  var staticKeyword: String
  /// Attributes before the marker, with trailing line breaks: what is deprecated may use what is deprecated.
  var attributes = ""
  /// The section's name for the object format.
  var section: String

  /// The text that the engine reads.
  var configuration: String {
    let activities = slots.map(\.activity.rawValue).joined(separator: ",")
    let names = symbol.split(separator: ",").map { linkerName($0) }.joined(separator: ",")
    return "\(modeName ?? mode.rawValue);\(names);\(activities)" + (width > 1 ? ";width=\(width)" : "")
  }

  /// The declarations: the marker, and the derivative without a body.
  var source: String {
    let throwing = throwsClause.isEmpty ? "" : " \(throwsClause)"
    return """
      \(marker)

      @safe @_silgen_name("\(linkerName(symbol))")
      nonisolated private \(staticKeyword)func \(symbol)(\(derivativeParameters))\(throwing)
      """
  }

  /// The constant that holds the request.
  var marker: String {
    let throwing = throwsClause.isEmpty ? "" : " \(throwsClause)"
    let primalPointers = slots.map { pointer(to: $0, isMutable: $0.isMutable) }.joined(separator: ", ")
    let bytes = Array(configuration.utf8)
    let call = (throwsClause.isEmpty ? "" : "try ") + primalCall
    let body = markedUnsafe(primalBody ?? (hasResult ? "$\(slots.count - 1).initialize(to: \(call))" : call))
    return """
      // Request: \(configuration)
      \(attributes)@section("\(section)") @used
      nonisolated private \(staticKeyword)let \(markerName): (Int, @MainActor (\(primalPointers))\(throwing) -> Void, \
      [\(bytes.count) of UInt8]) = (
        1,
        { \(throwsClause.isEmpty ? body : named(body)) },
        [\(bytes.map(String.init).joined(separator: ", "))]
      )
      """
  }

  /// The statements of a closure's body with the mark that strict memory safety demands where memory is read or written.
  private func markedUnsafe(_ body: String) -> String {
    let statements = body.split(separator: "; ").map { statement -> String in
      guard statement.contains("$") else { return String(statement) }
      for start in ["let ", "var "] where statement.hasPrefix(start) {
        guard let equals = statement.firstRange(of: " = ") else { continue }
        return String(statement[..<equals.upperBound]) + markedUnsafe(String(statement[equals.upperBound...]))
      }
      return statement.hasPrefix("try ") ? "try unsafe \(statement.dropFirst(4))" : "unsafe \(statement)"
    }
    return statements.joined(separator: "; ")
  }

  /// The closure's body with names for its parameters: only so can a closure say what it throws.
  private func named(_ body: String) -> String {
    let names = slots.indices.map { "p\($0)" }.joined(separator: ", ")
    return "(\(names)) \(throwsClause) -> Void in \(body.replacing("$", with: "p"))"
  }

  /// The pointers that the derivative takes.
  var derivativeParameters: String {
    slots.flatMap { slot in
      let shadows = slot.activity == .const ? 0 : width
      return ["_: " + pointer(to: slot, isMutable: slot.isMutable)]
        + Array(repeating: "_: " + pointer(to: slot, isMutable: true), count: shadows)
    }.joined(separator: ", ")
  }

  private func pointer(to slot: Slot, isMutable: Bool) -> String {
    "Unsafe\(isMutable ? "Mutable" : "")Pointer<\(slot.type)>"
  }
}

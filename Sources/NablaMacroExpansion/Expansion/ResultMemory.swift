// The memory that the engine writes a result and its shadows to. Numbers are local variables; anything else is
// uninitialised memory, because the engine fills it with new values (arrays with a reference count of one).

/// Memory for a result and its shadows in generated code.
struct ResultMemory {
  /// The result type.
  var type: TypeSyntax
  /// The number of shadows.
  var shadows: Int
  /// The base of the generated names.
  var name: String
  /// The initial values of the shadows in reverse mode.
  var seeds: [String] = []

  /// Statements before the call.
  var preparation: [String] {
    let text = type.storageText
    if isLocal {
      return ["var \(name)Primal: \(text) = 0"]
        + (0..<shadows).map { "var \(name)Shadow\($0): \(text) = \(seeds.isEmpty ? "0" : seeds[$0])" }
    }
    let statements = [
      "let \(name)Memory = UnsafeMutablePointer<\(text)>.allocate(capacity: \(1 + (seeds.isEmpty ? shadows : 0)))",
      "defer { unsafe \(name)Memory.deallocate() }",
    ]
    return statements + seeds.enumerated().map { "var \(name)Shadow\($0.offset): \(text) = \($0.element)" }
  }

  /// The arguments of the call.
  var arguments: [String] {
    if isLocal { return ["&\(name)Primal"] + (0..<shadows).map { "&\(name)Shadow\($0)" } }
    if !seeds.isEmpty { return ["\(name)Memory"] + seeds.indices.map { "&\(name)Shadow\($0)" } }
    return (0...shadows).map { $0 == 0 ? "\(name)Memory" : "unsafe \(name)Memory + \($0)" }
  }

  /// The result after the call; to be used once.
  var value: String { isLocal ? "\(name)Primal" : "unsafe \(name)Memory.move()" }

  /// A shadow after the call; to be used once.
  func shadow(_ index: Int) -> String {
    isLocal ? "\(name)Shadow\(index)" : "unsafe (\(name)Memory + \(index + 1)).move()"
  }

  private var isLocal: Bool { type.isScalar }
}

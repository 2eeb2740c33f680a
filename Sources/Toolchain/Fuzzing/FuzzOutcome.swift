// What became of one generated program, told from the output of the tool and of the program.

/// The result of compiling, differentiating and running one program.
public enum FuzzOutcome: Sendable, Hashable {
  case ok
  /// The program found itself at a kink or not finite and checked nothing.
  case skipped
  /// A check of the program failed.
  case wrong(String)
  /// The tool or the program crashed, hung, or the engine made invalid code.
  case crash(String)
  /// The engine declined; the message without its place.
  case refused(String)
  /// The program does not compile: a fault of the generator.
  case invalid(String)
  /// The program is wrong without derivatives, too, when it is compiled like this: a fault of the compiler.
  case miscompiled

  public enum Kind: String, Sendable, CaseIterable {
    case ok, skipped, wrong, crash, refused, invalid, miscompiled
  }

  public var kind: Kind {
    switch self {
    case .ok: .ok
    case .skipped: .skipped
    case .wrong: .wrong
    case .crash: .crash
    case .refused: .refused
    case .invalid: .invalid
    case .miscompiled: .miscompiled
    }
  }

  /// What was said; empty where there is nothing to say.
  public var message: String {
    switch self {
    case .ok, .skipped, .miscompiled: ""
    case .wrong(let text), .crash(let text), .refused(let text), .invalid(let text): text
    }
  }

  /// Two outcomes with the same signature have, most likely, the same cause.
  var signature: String {
    switch self {
    case .refused(let text): "refused \(text)"
    default: kind.rawValue
    }
  }

  /// The outcome of a run of the tool that did not succeed.
  init(tool: Termination, output: String) {
    let errors = output.split(separator: "\n").filter { $0.contains("error: ") }
    let text = errors.first.map { String($0[$0.firstRange(of: "error: ")!.upperBound...]) }
    switch tool {
    case .signalled:
      self = .crash("the tool ended with \(tool): \(Self.firstLine(of: output, containing: "Fatal error"))")
    case .exited:
      let isFault = output.contains("fault in Nabla") || output.contains("defect of Nabla") || text == nil
      if isFault {
        self = .crash(text ?? "\(tool)")
      } else if errors.contains(where: { $0.contains("cannot compile") }) {
        self = .invalid(text ?? "")
      } else {
        self = .refused(text ?? "")
      }
    }
  }

  /// The outcome of a run of the generated program.
  init(program: Termination, output: String) {
    switch program {
    case .exited(0): self = output.contains("skipped") ? .skipped : .ok
    case .exited where output.contains("FAIL"): self = .wrong(Self.firstLine(of: output, containing: "FAIL"))
    default: self = .crash("the program ended with \(program)")
    }
  }

  private static func firstLine(of output: String, containing word: String) -> String {
    output.split(separator: "\n").first { $0.contains(word) }.map(String.init) ?? ""
  }
}

// The functions that are called to ask for something: declared by the user, never defined.

import LLVM

enum RequestFunction: Equatable {
  /// Of a closure, called by the Nabla library.
  case closure(Mode)
  case derivative(Mode, DerivativePart)
  /// How many bytes the caller must provide for a tape.
  case tapeSize
  /// What stands in shadow memory for a pointer to a function.
  case functionShadow

  /// What a function's name stands for; nil if it is an ordinary function. The name may be mangled or have an ending.
  static func named(_ function: Function) -> RequestFunction? {
    if let mode = ClosureRequestReader.mode(of: function) { return .closure(mode) }
    guard function.isDeclaration, function.intrinsicID == 0,
      let start = function.name.firstRange(of: "__enzyme_") ?? function.name.firstRange(of: "__nabla_")
    else { return nil }
    let rest = function.name[start.upperBound...]
    return table.first { rest.hasPrefix($0.name) }?.meaning
  }

  /// Stands for a derivative, to be made and called.
  var isDerivative: Bool {
    switch self {
    case .closure, .derivative: true
    case .tapeSize, .functionShadow: false
    }
  }

  /// The same, by C's convention.
  var isDerivativeCall: Bool {
    if case .derivative = self { return true }
    return false
  }

  /// All calls of such functions.
  /// - Throws: `Refusal` if one is used otherwise.
  static func calls(in module: Module) throws -> [(call: Value, function: RequestFunction)] {
    var calls: [(Value, RequestFunction)] = []
    for function in module.functions {
      guard let meaning = named(function) else { continue }
      for user in function.value.users {
        guard user.isInstruction, user.isCall, user.calledFunction == function else {
          throw Refusal(
            construct: "'\(function.name)' is used otherwise than by calling it", advice: "call it directly",
            concernsRequest: true)
        }
        calls.append((user, meaning))
      }
    }
    return calls
  }

  private static let table: [(name: String, meaning: RequestFunction)] = [
    ("autodiff", .derivative(.reverse, .whole)),
    ("fwddiff", .derivative(.forward, .whole)),
    ("augmentfwd", .derivative(.split, .augmented)),
    ("reverse", .derivative(.split, .pullback)),
    ("fwdsplit", .derivative(.split, .tangent)),
    ("augmentsize", .tapeSize),
    ("virtualreverse", .functionShadow),
  ]
}

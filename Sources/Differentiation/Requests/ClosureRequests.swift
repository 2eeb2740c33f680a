// Requests that Swift code makes while it runs: a call of `nabla_request_reverse` or `nabla_request_forward`.
//
//     nabla_request_…(code, context, input, input shadow, result, result shadow, type metadata …, self, error)
//
// The closure `code` takes the addresses of an input and of uninitialised memory for its result; what it captured lies
// behind `context` and is constant. `Sources/Nabla/Functions` makes these calls; its functions are inlined into the
// user's code, so that `code` is a function known here.

import LLVM

struct ClosureRequestReader {
  /// The mode that a function's name stands for; nil if it is no request.
  static func mode(of function: Function) -> Mode? {
    switch function.name {
    case "nabla_request_reverse": .reverse
    case "nabla_request_forward": .forward
    default: nil
    }
  }

  /// Reads the request that a call states.
  /// - Throws: `Refusal` if the closure is not known.
  static func read(_ call: Value, mode: Mode) throws -> Request {
    guard call.argumentCount >= 6, let primal = Function(call.argument(0)), !primal.isDeclaration else {
      throw Refusal(
        place: SourcePlace(call.debugLocation), function: demangled(call.parentFunction.name),
        construct: "a derivative of a function that is only known when the program runs",
        advice: "pass a closure or the name of a function; in generic code, ask for the derivative where the types are "
          + "known",
        concernsRequest: true)
    }
    let error = (0..<call.argumentCount).first { call.hasAttribute("swifterror", at: .parameter($0)) }
    var pointers = [(2, 3), (4, 5)][...]
    let arguments = try primal.parameters.indices.map { index in
      let place = AttributePlace.parameter(index)
      if primal.value.hasAttribute("swiftself", at: place) { return constant(call.argument(1), isFixed: true) }
      if primal.value.hasAttribute("swifterror", at: place), let error { return constant(call.argument(error)) }
      guard let (memory, shadow) = pointers.popFirst() else {
        throw Refusal(
          place: SourcePlace(call.debugLocation), function: demangled(primal.name),
          construct: "a request with a closure of another form",
          advice: "use the Nabla library and the nabla command of the same version", concernsRequest: true)
      }
      return RequestArgument(
        activity: .duplicated, primal: .value(call.argument(memory)), shadows: [.value(call.argument(shadow))])
    }
    return Request(
      site: .call(call, resultPointer: nil, resultType: call.type), mode: mode, primal: primal, arguments: arguments,
      returnIsActive: false,
      argumentsAreExclusive: !capturesAnything(primal))
  }

  /// What was captured may be the same object as a part of the input.
  private static func capturesAnything(_ primal: Function) -> Bool {
    primal.parameters.indices.contains {
      primal.value.hasAttribute("swiftself", at: .parameter($0)) && primal.parameter($0).hasUses
    }
  }

  private static func constant(_ value: Value, isFixed: Bool = false) -> RequestArgument {
    RequestArgument(activity: .constant, primal: .value(value), isFixed: isFixed)
  }
}

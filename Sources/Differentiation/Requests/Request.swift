// What is to be derived: one request per call of `__enzyme_…` or per marker that Swift macros leave.

import LLVM

enum Mode: Hashable, Sendable {
  case forward, reverse
}

/// One parameter of the primal in a request.
struct RequestArgument {
  var activity: Activity
  /// The argument itself; nil where the request is a function to be defined (Swift markers).
  var primal: Value?
  /// One per lane for duplicated arguments.
  var shadows: [Value] = []
  /// Whether the caller reads what the primal writes to a duplicated argument's memory.
  var needsPrimal = true
}

/// What decides the generated code: requests that agree in this share one derivative.
struct DerivativeKey: Hashable {
  var primal: String
  var mode: Mode
  var activities: [Activity]
  /// Arguments in whose primal memory the caller needs no results.
  var unneeded: Set<Int>
  var returnIsActive: Bool
  var width: Int
  var argumentsAreExclusive: Bool
}

struct Request {
  enum Site {
    /// A call to be replaced; `resultPointer` is where a large result goes.
    case call(Value, resultPointer: Value?)
    /// A function to be defined under this name, with pointers for all parameters.
    case symbol(String)
  }

  var site: Site
  var mode: Mode
  var primal: Function
  var arguments: [RequestArgument]
  var width = 1
  var returnsPrimal = false
  var returnIsActive: Bool
  /// Per lane, where the caller gives them; 1 otherwise.
  var seeds: [Value] = []
  var argumentsAreExclusive = false

  var key: DerivativeKey {
    DerivativeKey(
      primal: primal.name, mode: mode, activities: arguments.map(\.activity),
      unneeded: Set(arguments.indices.filter { !arguments[$0].needsPrimal }), returnIsActive: returnIsActive,
      width: width, argumentsAreExclusive: argumentsAreExclusive)
  }
}

extension Request {
  /// The mode that calls of a function ask for; nil if it is no request.
  static func mode(of function: Function) -> Mode? {
    CallRequestReader.mode(of: function) ?? ClosureRequestReader.mode(of: function)
  }

  /// Reads the request that a call states.
  /// - Throws: `Refusal` if the call does not follow the convention.
  static func read(_ call: Value, to function: Function, mode: Mode) throws -> Request {
    try ClosureRequestReader.mode(of: function) == nil
      ? CallRequestReader.read(call, mode: mode) : ClosureRequestReader.read(call, mode: mode)
  }
}

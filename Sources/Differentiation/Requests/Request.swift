// What is to be derived: one request per call of `__enzyme_…` or per marker that Swift macros leave.

import LLVM

enum Mode: Hashable, Sendable {
  case forward, reverse
  /// Reverse mode in two functions: the first runs the primal and leaves a tape, the second takes it.
  case split
}

/// Which function of a derivative a request calls.
enum DerivativePart: Hashable {
  /// All of it.
  case whole
  /// Split mode: primal with tape.
  case augmented
  /// Split mode: the reverse sweep.
  case pullback
  /// Split mode: tangents of the execution that left the tape.
  case tangent
  /// Split mode: makes a tape ready for another reverse sweep.
  case rewind
  /// Split mode: gives a tape back.
  case release

  /// Whether the function takes the arguments of the primal.
  var takesArguments: Bool { self != .rewind && self != .release }
}

/// A value that the call of a request passes.
enum PassedValue {
  case value(Value)
  /// What lies `offset` bytes behind an address.
  case memory(Value, offset: Int)
  /// Lane `lane` of shadows that lie `stride` bytes apart: its address, or for numbers what lies there.
  case lane(Value, stride: Value, lane: Int)
}

/// One parameter of the primal in a request.
struct RequestArgument {
  var activity: Activity
  /// The argument itself; nil where the request is a function to be defined (Swift markers).
  var primal: PassedValue?
  /// One per lane for duplicated arguments.
  var shadows: [PassedValue] = []
  /// Whether the caller reads what the primal writes to a duplicated argument's memory.
  var needsPrimal = true
  /// The parameter points to an object that C passes or returns by value.
  var object: PassedObject?
  /// Nothing overwrites its memory between the two calls of split mode.
  var isStable = false
  /// Some of the memory behind it may have no shadow; the shadow pointer is the primal one there.
  var isMixed = false
  /// Constant, and no number with a derivative may be stored behind it.
  var isFixed = false
}

/// An object passed or returned by value that LLVM IR passes by address.
enum PassedObject {
  /// The shadow is cleared memory, and what it holds afterwards is returned.
  case argument(Type)
  /// The primal result and its shadow are memory of their own.
  case result(Type)
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
  var argumentsAreExclusive = false
  var strongZero = false
  /// Arguments behind which some memory may have no shadow.
  var mixed: Set<Int> = []
  /// Arguments behind which nothing with a derivative may be stored.
  var fixed: Set<Int> = []
  /// Split mode: arguments whose memory stays as it is between the sweeps.
  var stable: [Bool] = []
  /// Split mode: the tape also serves tangents.
  var replays = false
  /// Split mode: the tape is rewound and released by calls of their own.
  var repeats = false
}

struct Request {
  enum Site {
    /// A call to be replaced; `resultPointer` is where a large result of the given type goes.
    case call(Value, resultPointer: Value?, resultType: Type)
    /// A function to be defined under this name, with pointers for all parameters.
    case symbol(String)
  }

  var site: Site
  var mode: Mode
  var part = DerivativePart.whole
  var primal: Function
  var arguments: [RequestArgument]
  /// Parameters as the source has them: adjoints are returned by these.
  var groups: [ParameterGroup] = []
  var width = 1
  var returnsPrimal = false
  var returnIsActive: Bool
  var strongZero = false
  var argumentsAreExclusive = false
  /// Per lane the parts of a seed, where the caller gives them; 1 otherwise.
  var seeds: [[PassedValue]] = []
  /// Memory of the caller for the tape.
  var tapeMemory: Value?
  var tapeSize: Value?
  /// The tape itself, where the caller hands it over.
  var tape: Value?
  /// The tape stays valid.
  var keepsTape = false
  /// The tape serves any number of reverse sweeps; it is rewound and released by calls of their own.
  var repeats = false
  /// How many arguments a marker lists; behind them come those that Swift passes in registers of their own.
  var listedArguments = 0
  /// Set for all requests of a primal if one of them is for the tangent part.
  var replays = false

  var key: DerivativeKey {
    DerivativeKey(
      primal: primal.name, mode: mode, activities: activities, unneeded: unneeded, returnIsActive: returnIsActive,
      width: width, argumentsAreExclusive: argumentsAreExclusive, strongZero: strongZero,
      mixed: Set(arguments.indices.filter { arguments[$0].isMixed }),
      fixed: Set(arguments.indices.filter { arguments[$0].isFixed }),
      stable: mode == .split ? arguments.map(\.isStable) : [], replays: replays,
      repeats: repeats)
  }

  /// The parts of split mode share one derivative, whatever the caller of one of them needs.
  private var unneeded: Set<Int> {
    mode == .split ? [] : Set(arguments.indices.filter { !arguments[$0].needsPrimal })
  }

  /// The parts of split mode share one derivative: a number with a tangent counts as one with an adjoint.
  private var activities: [Activity] {
    zip(arguments, primal.parameters).map { argument, parameter in
      mode == .split && argument.activity == .duplicated && !parameter.type.isPointer ? .active : argument.activity
    }
  }
}

extension Request {
  /// Reads the request that a call states.
  /// - Throws: `Refusal` if the call does not follow the convention.
  static func read(_ call: Value, _ function: RequestFunction, _ layout: DataLayout) throws -> Request {
    if case .closure(let mode) = function { return try ClosureRequestReader.read(call, mode: mode) }
    return try CallRequestReader.read(call, function, layout)
  }
}

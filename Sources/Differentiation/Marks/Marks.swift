// What the user says about functions and globals besides asking for derivatives: derivatives written by hand, functions
// without derivative, functions that behave like one of the library.

import LLVM

/// A function of a derivative that the user wrote: all that is needed to call it from another module.
struct RuleFunction: Hashable {
  var name: String
  var type: Type
  /// The type of the result that is passed through the first parameter.
  var resultInMemory: Type?
  /// Parameters that are passed as copies in memory.
  var byValue: [Int: Type] = [:]

  init(_ function: Function) {
    name = function.name
    type = function.functionType
    for index in type.parameterTypes.indices {
      byValue[index] = function.structuralType(of: "byval", at: .parameter(index))
    }
    if !type.parameterTypes.isEmpty { resultInMemory = function.structuralType(of: "sret", at: .parameter(0)) }
  }
}

/// A derivative that the user wrote.
struct CustomRule: Hashable {
  /// A sweep that keeps what it wants on a tape, and one that takes it.
  struct Pair: Hashable {
    var augmented: RuleFunction
    var second: RuleFunction
  }

  /// Takes a tangent behind each number and a shadow behind each pointer.
  var tangent: RuleFunction?
  /// Forward mode in two steps: the augmented primal, then the tangents.
  var splitTangent: Pair?
  /// Reverse mode: the augmented primal, then the adjoints.
  var gradient: Pair?

  func serves(_ mode: Mode) -> Bool {
    switch mode {
    case .forward: tangent != nil || splitTangent != nil
    case .reverse, .split: gradient != nil
    }
  }
}

struct Marks {
  /// By the name of the function they belong to.
  var rules: [String: CustomRule] = [:]
  /// Functions through which no derivative passes.
  var inactiveFunctions: Set<String> = []
  /// Globals whose contents carry no derivative.
  var inactiveGlobals: Set<String> = []
  /// What a function is to be taken for: a function of the C library.
  var likenesses: [String: String] = [:]
  /// Allocators and release functions.
  var allocation: [String: LibraryEffect] = [:]
  /// Functions that are better called again than remembered. The plan needs no such advice yet.
  var recomputed: Set<String> = []

  /// Functions that must still be called, under their own names, when derivatives are made.
  var functions: Set<String> {
    Set(rules.keys).union(inactiveFunctions).union(likenesses.keys).union(allocation.keys)
  }

  /// True if calls of the function are not looked into.
  func isOpaque(_ name: String) -> Bool {
    inactiveFunctions.contains(name) || likenesses[name] != nil || allocation[name] != nil
  }

  /// What a call of a marked function does to memory.
  func libraryFunction(_ name: String, _ call: Value) -> LibraryFunction? {
    if let effect = allocation[name] { return LibraryFunction(name: name, effect: effect) }
    guard inactiveFunctions.contains(name) else { return nil }
    return LibraryFunction(name: name, effect: .detached(Detachment(call)))
  }
}

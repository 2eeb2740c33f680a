// Calls of `__enzyme_…` that ask for no derivative: `__enzyme_call_inactive(f, …)` and `__enzyme_batch(f, …)`. Each
// becomes the call of a small function that does what is asked for, before any derivative is made; so they may stand
// inside of what is differentiated, and `f` may ask for derivatives itself.

import LLVM

struct CallLowering {
  private let module: Module

  init(_ module: Module) { self.module = module }

  /// Replaces all such calls of the module.
  /// - Throws: `Refusal` for a call that does not follow the convention.
  func run() throws {
    for function in module.functions where function.isDeclaration {
      for word in ["call_inactive", "batch"] where Self.isNamed(function.name, word) {
        for call in function.value.users where call.isInstruction && call.isCall && call.calledFunction == function {
          try lower(call, isBatch: word == "batch")
        }
        if !function.value.hasUses { function.erase() }
        break
      }
    }
  }

  private static func isNamed(_ name: String, _ word: String) -> Bool {
    name.contains("__enzyme_" + word) || name.contains("__nabla_" + word)
  }

  private func lower(_ call: Value, isBatch: Bool) throws {
    var arguments = ArgumentList(call)
    let wrapper = isBatch ? try BatchReader.wrap(&arguments, call, module) : try wrapInactive(&arguments, call)
    replace(call, wrapper, arguments.taken)
  }

  /// A function without derivative that calls `f` with the same arguments.
  private func wrapInactive(_ arguments: inout ArgumentList, _ call: Value) throws -> Function {
    let callee = arguments.takeFunction()
    guard case .known(let f) = callee else {
      throw Refusal.request(
        call, "the first argument of '\(call.calledFunction!.name)' is not a function known at compile time",
        "pass the function itself, or compile with -O1 so that a pointer to it is resolved")
    }
    while arguments.take() != nil {}
    let wrapper = WrapperFunction(module, named: "nabla.inactive.\(f.name)", arguments.taken, returning: call.type)
    wrapper.function.addAttribute("enzyme_inactive", value: "")
    wrapper.function.addAttribute("noinline")
    var values = wrapper.values
    guard let result = wrapper.call(f, &values), values.isEmpty else {
      throw Refusal.request(
        call, "the arguments do not fit '\(demangled(f.name))'", "pass what the function takes, with the same types")
    }
    wrapper.finish([result])
    return wrapper.function
  }

  /// Puts a call of `function` in place of `call`, which may be able to throw.
  private func replace(_ call: Value, _ function: Function, _ arguments: [ArgumentList.Argument]) {
    let builder = Builder(module.context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    let values = arguments.map(\.value)
    let new =
      call.opcode == .invoke
      ? builder.invoke(
        function.functionType, function.value, values, normal: call.normalDestination, unwind: call.unwindDestination)
      : builder.call(function, values)
    for (index, argument) in arguments.enumerated() { argument.copyAttributes(to: new, at: index) }
    if call.hasUses { call.replaceAllUses(with: new) }
    call.erase()
  }
}

extension Refusal {
  /// A refusal of what a call asks for.
  static func request(_ call: Value, _ construct: String, _ advice: String) -> Refusal {
    Refusal(
      place: SourcePlace(call.debugLocation), function: demangled(call.parentFunction.name), construct: construct,
      advice: advice, concernsRequest: true)
  }
}

/// The arguments of such a call, taken from the front.
struct ArgumentList {
  struct Argument {
    var value: Value
    /// The type of a structure that is passed as a copy in memory.
    var byValue: Type?
    /// The type of the result, if this is where it goes.
    var result: Type?

    func copyAttributes(to call: Value, at index: Int) {
      if let byValue { call.addAttribute("byval", type: byValue, at: .parameter(index)) }
      if let result { call.addAttribute("sret", type: result, at: .parameter(index)) }
    }
  }

  enum Callee {
    case known(Function)
    case unknown
  }

  private var rest: ArraySlice<Argument>
  /// What was taken, markers and the function aside.
  private(set) var taken: [Argument] = []

  init(_ call: Value) {
    rest =
      call.arguments.enumerated().map { index, value in
        Argument(
          value: value, byValue: call.structuralType(of: "byval", at: .parameter(index)),
          result: call.structuralType(of: "sret", at: .parameter(index)))
      }[...]
    if rest.first?.result != nil { take() }
  }

  var isEmpty: Bool { rest.isEmpty }

  /// The index of the next argument in `taken`; nil if there is none.
  @discardableResult
  mutating func take() -> Int? {
    guard let next = rest.popFirst() else { return nil }
    taken.append(next)
    return taken.count - 1
  }

  /// The indices of the next arguments, one per type, if they fit.
  mutating func take(_ types: [Type]) -> [Int]? {
    guard rest.count >= types.count,
      zip(rest, types).allSatisfy({
        CallRequestReader.isConvertible($0.value, to: $1) && RequestMarker.name($0.value) == nil
      })
    else { return nil }
    return types.compactMap { _ in take() }
  }

  mutating func takeFunction() -> Callee {
    guard let first = rest.popFirst(), let function = PrimalFunction.behind(first.value) else { return .unknown }
    return .known(function)
  }

  /// The marker that comes next, without `enzyme_`; nil if there is none.
  mutating func takeMarker() -> String? {
    guard let marker = rest.first.flatMap({ RequestMarker.name($0.value) }) else { return nil }
    rest.removeFirst()
    return marker
  }

  mutating func takeNumber() -> Int? { rest.popFirst()?.value.constantInt.map { Int($0) } }
}

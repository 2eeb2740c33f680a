// The functions in which lowered exceptions (see `ExceptionLowering`) really are exceptions: thrown and caught at once,
// compared with the types of handlers, thrown out of the differentiated function. No optimiser looks into them.

import LLVM

struct ExceptionFunctions {
  /// The engine knows functions with such names to carry no derivatives.
  static let prefix = "nabla.exception."

  private let module: Module
  private let context: Context
  private let pointer: Type
  private var throwers: [Thrower: Function] = [:]
  private var selectors: [[Value]: Function] = [:]
  private var numbers: [Value: Int] = [:]

  private struct Thrower: Hashable {
    var function: Function
    var parameters: [Type]
  }

  init(_ module: Module) {
    self.module = module
    context = module.context
    pointer = .pointer(context)
  }

  /// What stands for a type where handlers are chosen.
  mutating func number(of typeInformation: Value) -> Int {
    if let known = numbers[typeInformation] { return known }
    numbers[typeInformation] = numbers.count + 1
    return numbers.count
  }

  /// Throws with `callee`, catches, and returns the exception.
  mutating func thrower(_ callee: Function, _ type: Type, _ arguments: [Value]) -> Function {
    let key = Thrower(function: callee, parameters: arguments.map(\.type))
    if let known = throwers[key] { return known }
    let function = make("throw.\(callee.name)", .function(params: key.parameters, returns: pointer))
    let (builder, pad) = catching(function, clauses: [pointer.zero]) { builder, never, pad in
      builder.invoke(type, callee.value, function.parameters, normal: never, unwind: pad)
    }
    builder.ret(builder.extractValue(pad, 0))
    throwers[key] = function
    return function
  }

  /// Returns the number of the first of the types among `clauses` that the exception fits, or 0.
  mutating func selector(_ clauses: [Value], _ padType: Type) -> Function {
    if let known = selectors[clauses] { return known }
    let integer = Type.integer(32, context)
    let function = make("select", .function(params: [pointer], returns: integer))
    let all = clauses.contains(pointer.zero) ? clauses : clauses + [pointer.zero]
    let raise = rethrow
    let (builder, pad) = catching(function, clauses: all) { builder, never, pad in
      builder.invoke(raise.functionType, raise.value, [function.parameter(0)], normal: never, unwind: pad)
    }
    let chosen = builder.extractValue(pad, 1)
    var result = integer.zero
    for clause in clauses.reversed() where clause != pointer.zero {
      let candidate = builder.callIntrinsic("llvm.eh.typeid.for", overloads: [pointer], [clause])
      result = builder.select(builder.icmp(.eq, chosen, candidate), integer.constant(number(of: clause)), result)
    }
    builder.ret(result)
    selectors[clauses] = function
    return function
  }

  /// Throws an exception out of the differentiated function; does not return.
  var raise: Function {
    if let known = module.function(named: Self.prefix + "raise") { return known }
    let function = make("raise", .function(params: [pointer], returns: .void(context)))
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock())
    builder.call(rethrow, [function.parameter(0)])
    builder.unreachable()
    return function
  }

  /// Where `what` stands in the tables of virtual functions of exceptions.
  static let whatOffset = 16

  /// `std::exception::what` of an exception object.
  var what: Function {
    if let known = module.function(named: Self.prefix + "what") { return known }
    let function = make("what", .function(params: [pointer], returns: pointer))
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock())
    let object = function.parameter(0)
    let table = builder.load(pointer, object)
    let entry = builder.load(pointer, builder.ptrAdd(table, Self.whatOffset))
    builder.ret(builder.call(function.functionType, entry, [object]))
    return function
  }

  private var rethrow: Function {
    let name = "_Unwind_Resume_or_Rethrow"
    return module.function(named: name)
      ?? module.addFunction(name: name, type: .function(params: [pointer], returns: .integer(32, context)))
  }

  private func make(_ name: String, _ type: Type) -> Function {
    let function = module.addFunction(name: Self.prefix + name, type: type)
    function.linkage = .internal
    function.value.addAttribute("noinline")
    return function
  }

  /// Fills a function with a call that always throws; the builder stands behind the landing pad.
  private func catching(
    _ function: Function, clauses: [Value], _ call: (Builder, BasicBlock, BasicBlock) -> Void
  ) -> (Builder, Value) {
    let personality =
      module.function(named: "__gxx_personality_v0")
      ?? module.addFunction(
        name: "__gxx_personality_v0", type: .function(params: [], returns: .integer(32, context), varArg: true))
    function.personality = personality.value
    let builder = Builder(context)
    let entry = function.appendBlock()
    let never = function.appendBlock("never")
    let caught = function.appendBlock("caught")
    builder.position(atEndOf: entry)
    call(builder, never, caught)
    builder.position(atEndOf: never)
    builder.unreachable()
    builder.position(atEndOf: caught)
    let type = Type.structure([pointer, .integer(32, context)], context)
    return (builder, builder.landingPad(type, clauses: clauses, isCleanup: false))
  }
}

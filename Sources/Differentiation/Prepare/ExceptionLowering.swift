// C++ exceptions that the program catches itself become ordinary control flow: a function that throws remembers the
// exception in a variable and returns, and its caller looks into the variable and goes on at its handler. So whatever
// was done before the throw is reversed like anything else.
//
// The exceptions stay objects of the C++ run-time library. Small functions (see `ExceptionFunctions`) throw them and
// catch them at once, ask the library which handler fits, and throw what leaves the differentiated function. In between
// an exception is known by the address of its object, which lies `headerSize` bytes behind the address that handlers
// get: numbers inside it keep their shadows.

import LLVM

struct ExceptionLowering {
  /// Bytes of `_Unwind_Exception`, behind which the thrown object lies.
  private static let headerSize = 32

  private let module: Module
  private let roots: [String]
  private let context: Context
  private let pointer: Type
  /// The object of the exception that is on its way, or null.
  private let pending: Value
  private var library: ExceptionFunctions
  private var throwing: Set<Function> = []

  /// - Parameter roots: what the program calls itself: exceptions leave these functions as exceptions.
  init(module: Module, roots: [String]) {
    self.module = module
    self.roots = roots
    context = module.context
    pointer = .pointer(context)
    library = ExceptionFunctions(module)
    pending = module.addGlobal(name: ExceptionFunctions.prefix + "pending", type: pointer)
    pending.initializer = pointer.zero
    pending.linkage = .internal
    pending.isThreadLocal = true
  }

  /// Rewrites all functions.
  /// - Throws: `Refusal` for handlers that cannot be expressed.
  mutating func run(on functions: [Function]) throws {
    findThrowing(functions)
    for function in functions { try lower(function) }
    for function in throwing { forgetPromises(of: function) }
  }

  // MARK: Who throws

  private mutating func findThrowing(_ functions: [Function]) {
    var changed = true
    while changed {
      changed = false
      for function in functions where !throwing.contains(function) && !function.value.hasAttribute("nounwind") {
        guard function.instructions.contains(where: { $0.isCall && mayThrow($0) }) else { continue }
        throwing.insert(function)
        changed = true
      }
    }
  }

  /// A function that throws returns now, with nothing useful, and has written a variable.
  private func forgetPromises(of function: Function) {
    for value in [function.value] + function.value.users.filter({ $0.isInstruction && $0.isCall }) {
      for name in ["noreturn", "memory", "nosync", "willreturn"] { value.removeAttribute(name) }
      for attribute in value.attributes(at: .return) { value.removeAttribute(attribute.name, at: .return) }
      for index in function.parameters.indices {
        for name in ["returned", "initializes"] { value.removeAttribute(name, at: .parameter(index)) }
      }
    }
  }

  private func mayThrow(_ call: Value) -> Bool {
    if call.hasAttribute("nounwind") || call.calledValue.kind == .inlineAsm { return false }
    guard let callee = call.calledFunction else { return true }
    return throwing.contains(callee) || CxxRuntime.isThrower(callee.name)
  }

  // MARK: One function

  private mutating func lower(_ function: Function) throws {
    let instructions = function.instructions
    let calls = instructions.filter { $0.isCall && ($0.opcode == .invoke || mayThrow($0)) }
    let pads = instructions.filter { $0.opcode == .landingPad }
    if calls.isEmpty && pads.isEmpty { return }
    try check(function, calls, pads)
    var rethrown: [Value: Value] = [:]
    for call in calls where call.calledFunction?.name == "__cxa_rethrow" {
      rethrown[call] = try caughtException(at: call, in: function)
    }
    for call in instructions where call.isCall && call.calledFunction?.name == "__cxa_begin_catch" {
      keepInsideObject(call)
    }
    for call in calls { lower(call, rethrown[call], in: function) }
    for pad in pads { lowerPad(pad) }
    for resume in function.instructions where resume.opcode == .resume { lowerResume(resume, in: function) }
    for query in function.instructions where query.isCall {
      guard query.calledFunction?.intrinsicName == "llvm.eh.typeid.for" else { continue }
      query.replaceAllUses(with: query.type.constant(library.number(of: query.argument(0))))
      query.erase()
    }
  }

  private func refusal(_ place: Value, _ function: Function, _ construct: String, _ advice: String) -> Refusal {
    Refusal(
      place: SourcePlace(place.debugLocation), function: demangled(WorkModule.originalName(function.name)),
      construct: construct, advice: advice)
  }

  private func check(_ function: Function, _ calls: [Value], _ pads: [Value]) throws {
    for pad in pads {
      for clause in pad.operands {
        if clause.type.kind == .array {
          throw refusal(pad, function, "an exception specification", "use 'noexcept'")
        }
        if clause.name.hasPrefix("_ZTIP") {
          throw refusal(pad, function, "an exception that is caught by pointer", "catch it by reference")
        }
      }
    }
    for call in calls where call.opcode == .invoke && !mayThrow(call) {
      guard let callee = call.calledFunction, callee.isDeclaration, callee.intrinsicID == 0,
        !callee.value.hasAttribute("nounwind"), !call.hasAttribute("nounwind"),
        LibraryFunction.named(callee.name) == nil
      else { continue }
      throw refusal(
        call, function, "an exception that is caught (try and catch), perhaps thrown by '\(demangled(callee.name))'",
        "make the body of that function available to the engine, or catch outside the differentiated function")
    }
  }

  /// The exception in whose handler the call stands.
  private func caughtException(at call: Value, in function: Function) throws -> Value {
    let analyses = FunctionAnalyses(function)
    var block: BasicBlock? = call.parentBlock
    while let current = block {
      let begin = current.instructions.last { $0.isCall && $0.calledFunction?.name == "__cxa_begin_catch" }
      if let begin { return begin.argument(0) }
      block = analyses.immediateDominator(of: current)
    }
    throw refusal(
      call, function, "an exception that is thrown again outside of its handler", "throw it again in the handler itself"
    )
  }

  // MARK: Throwing

  private mutating func lower(_ call: Value, _ rethrown: Value?, in function: Function) {
    guard mayThrow(call) else {
      if call.opcode == .invoke { call.convertInvokeToCall() }
      return
    }
    let handler = call.opcode == .invoke ? takeHandlerEdge(of: call, in: function) : nil
    let plain = call.opcode == .invoke ? call.convertInvokeToCall() : call
    if let callee = plain.calledFunction, CxxRuntime.isThrower(callee.name) {
      throwHere(plain, callee, rethrown, handler, in: function)
    } else {
      branchIfPending(behind: plain, handler, in: function)
    }
  }

  /// A block of its own on the way to the handler.
  private func takeHandlerEdge(of invoke: Value, in function: Function) -> BasicBlock {
    let pad = invoke.unwindDestination
    let edge = function.appendBlock("thrown")
    let builder = Builder(context)
    builder.position(atEndOf: edge)
    builder.br(pad)
    for phi in pad.phis {
      for (index, incoming) in phi.incoming.enumerated() where incoming.block == invoke.parentBlock {
        phi.setIncomingBlock(index, edge)
      }
    }
    invoke.setSuccessor(1, edge)
    return edge
  }

  /// Makes the exception, remembers it, and goes to its handler; what follows the call is never reached.
  private mutating func throwHere(
    _ call: Value, _ callee: Function, _ rethrown: Value?, _ handler: BasicBlock?, in function: Function
  ) {
    let builder = Builder(context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    let thrown = builder.call(library.thrower(callee, call.calledFunctionType, call.arguments), call.arguments)
    let object = callee.name == "__cxa_throw" ? call.argument(0) : builder.ptrAdd(rethrown ?? thrown, Self.headerSize)
    builder.store(object, pending)
    let block = call.parentBlock
    _ = block.split(before: call, name: "never")
    block.terminator!.erase()
    builder.position(atEndOf: block)
    builder.copyDebugLocation(from: call)
    if let handler { builder.br(handler) } else { leave(with: builder, function) }
  }

  private mutating func branchIfPending(behind call: Value, _ handler: BasicBlock?, in function: Function) {
    let builder = Builder(context)
    let block = call.parentBlock
    let rest = block.split(before: call.nextInstruction!, name: "returned")
    block.terminator!.erase()
    builder.position(atEndOf: block)
    builder.copyDebugLocation(from: call)
    let isPending = builder.icmp(.ne, builder.load(pointer, pending), pointer.zero)
    builder.condBr(isPending, handler ?? exit(of: function, call), rest)
  }

  private mutating func exit(of function: Function, _ place: Value) -> BasicBlock {
    let exit = function.appendBlock("unwind")
    let builder = Builder(context)
    builder.position(atEndOf: exit)
    builder.copyDebugLocation(from: place)
    leave(with: builder, function)
    return exit
  }

  /// Ends the function with a pending exception.
  private mutating func leave(with builder: Builder, _ function: Function) {
    if roots.contains(WorkModule.originalName(function.name)) {
      let exception = builder.ptrAdd(builder.load(pointer, pending), -Self.headerSize)
      builder.store(pointer.zero, pending)
      builder.call(library.raise, [exception])
      builder.unreachable()
    } else if function.returnType.isVoid {
      builder.retVoid()
    } else {
      builder.ret(function.returnType.zero)
    }
  }

  // MARK: Handlers

  /// What a handler gets: the exception and the number of the clause that fits.
  private mutating func lowerPad(_ pad: Value) {
    let builder = Builder(context)
    builder.position(before: pad)
    builder.copyDebugLocation(from: pad)
    let exception = builder.ptrAdd(builder.load(pointer, pending), -Self.headerSize)
    builder.store(pointer.zero, pending)
    let clause = builder.call(library.selector(pad.operands, pad.type), [exception])
    let both = builder.insertValue(builder.insertValue(pad.type.poison, exception, 0), clause, 1)
    pad.replaceAllUses(with: both)
    pad.erase()
  }

  private mutating func lowerResume(_ resume: Value, in function: Function) {
    let builder = Builder(context)
    builder.position(before: resume)
    builder.copyDebugLocation(from: resume)
    let exception = builder.extractValue(resume.operand(0), 0)
    builder.store(builder.ptrAdd(exception, Self.headerSize), pending)
    leave(with: builder, function)
    resume.erase()
  }

  /// The library gives the address of a base class inside the object: the same distance behind the exception.
  private func keepInsideObject(_ begin: Value) {
    let builder = Builder(context)
    let integer = Type.integer(64, context)
    builder.position(after: begin)
    builder.copyDebugLocation(from: begin)
    let uses = begin.uses
    let exception = begin.argument(0)
    let distance = builder.sub(builder.ptrtoint(begin, integer), builder.ptrtoint(exception, integer))
    let object = builder.ptrAdd(exception, distance)
    for use in uses { use.user.setOperand(use.operandIndex, object) }
    askWhat(object)
  }

  /// `what()`, whose bodies are in the library, is a function that the engine knows to carry no derivative.
  private func askWhat(_ object: Value) {
    func loads(of address: Value) -> [Value] {
      address.users.filter { $0.isInstruction && $0.opcode == .load && $0.type.isPointer }
    }
    for table in loads(of: object) {
      for entry in table.users where entry.isInstruction && entry.opcode == .getElementPtr {
        guard entry.operandCount == 2, let index = entry.operand(1).constantInt else { continue }
        let size = entry.sourceElementType.integerWidth.map { $0 / 8 } ?? 8
        guard Int(index) * size == ExceptionFunctions.whatOffset else { continue }
        for call in loads(of: entry).flatMap(\.users) where call.isCall && call.opcode == .call {
          guard call.calledFunctionType == library.what.functionType, call.argument(0) == object else { continue }
          call.setOperand(call.operandCount - 1, library.what.value)
        }
      }
    }
  }
}

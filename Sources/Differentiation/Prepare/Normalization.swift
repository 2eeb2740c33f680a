// Makes copies of primal functions uniform: plain calling convention, no special parameters, no library calls with
// results in memory.

import DerivativeRules
import LLVM

struct Normalization {
  let module: Module

  /// Lets the optimiser work on the copy and turns parameters that are passed in special ways into plain ones.
  func apply(to function: Function) {
    // Without optimisation clang forbids inlining everywhere; inline functions of C++ tell that it was not the user.
    let isInlineFunction = function.linkage == .linkOnceODR || function.linkage == .linkOnceAny
    if function.hasAttribute("optnone") || isInlineFunction {
      function.removeAttribute("optnone")
      function.removeAttribute("noinline")
    }
    function.callingConvention = 0
    for index in function.parameters.indices { copyByValueParameter(function, index) }
    for index in function.parameters.indices {
      for name in ["swiftself", "swifterror", "swiftasync", "inreg", "nest", "inalloca"] {
        function.removeAttribute(name, at: .parameter(index))
      }
    }
    for instruction in function.instructions {
      if instruction.opcode == .alloca { instruction.isSwiftError = false }
      passErrorInMemory(instruction)
      removeScopes(instruction)
      removeMarkers(instruction)
    }
  }

  /// What is true of the function's own copy, but not of the object that it is made from: that is read at once, and its
  /// owner goes on using it.
  private static let promisesAboutCopy = ["initializes", "writeonly", "readnone", "noalias", "dead_on_return"]

  /// A parameter that the caller copies is copied by the function itself.
  private func copyByValueParameter(_ function: Function, _ index: Int) {
    guard let type = function.structuralType(of: "byval", at: .parameter(index)) else { return }
    let parameter = function.parameter(index)
    let alignment = Int(function.attribute("align", at: .parameter(index))?.integerValue ?? 8)
    function.removeAttribute("byval", at: .parameter(index))
    for name in Self.promisesAboutCopy { function.removeAttribute(name, at: .parameter(index)) }
    let builder = Builder(module.context)
    builder.position(before: function.entry.first!)
    let copy = builder.alloca(type, alignment: alignment, name: parameter.name + ".copy")
    let uses = parameter.uses
    let size = module.dataLayout.size(of: type)
    builder.memcpy(
      copy, parameter, Type.integer(64, module.context).constant(size), destinationAlignment: alignment,
      sourceAlignment: alignment)
    for use in uses { use.user.setOperand(use.operandIndex, copy) }
  }

  /// Errors travel in plain memory between copies; a call of anything else still finds them in the error register.
  private func passErrorInMemory(_ call: Value) {
    guard call.isCall else { return }
    for index in 0..<call.argumentCount where call.hasAttribute("swifterror", at: .parameter(index)) {
      let memory = call.argument(index)
      let builder = Builder(module.context)
      builder.position(before: call.parentFunction.entry.first!)
      let register = builder.alloca(memory.type, alignment: 8, name: "error")
      register.isSwiftError = true
      builder.position(before: call)
      builder.store(builder.load(memory.type, memory), register)
      call.setOperand(index, register)
      builder.position(after: call)
      builder.store(builder.load(memory.type, register), memory)
    }
  }

  /// Points a call at the copy of its callee.
  func redirect(_ call: Value, to copy: Function) {
    passErrorDirectly(call)
    call.setOperand(call.operandCount - 1, copy.value)
    call.callingConvention = 0
    for index in 0..<call.argumentCount {
      if call.hasAttribute("byval", at: .parameter(index)) {
        for name in Self.promisesAboutCopy { call.removeAttribute(name, at: .parameter(index)) }
      }
      for name in ["byval", "swiftself", "swifterror", "swiftasync", "inreg", "nest"] {
        call.removeAttribute(name, at: .parameter(index))
      }
    }
    if call.opcode == .call, call.tailCallKind != .none { call.tailCallKind = .none }
  }

  /// Undoes `passErrorInMemory` for a call between copies: the register becomes plain memory.
  func passErrorDirectly(_ call: Value) {
    for index in 0..<call.argumentCount where call.hasAttribute("swifterror", at: .parameter(index)) {
      let register = call.argument(index)
      if register.isInstruction, register.opcode == .alloca { register.isSwiftError = false }
    }
  }

  private func removeMarkers(_ instruction: Value) {
    guard instruction.isCall, let name = instruction.calledFunction?.intrinsicName else { return }
    let dropped = [
      "llvm.lifetime.start", "llvm.lifetime.end", "llvm.experimental.noalias.scope.decl", "llvm.invariant.start",
      "llvm.invariant.end",
    ]
    if dropped.contains(name), !instruction.hasUses { instruction.erase() }
  }

  /// Where scopes of separate memory begin is no longer known, so neither is where they hold.
  private func removeScopes(_ instruction: Value) {
    for kind in ["alias.scope", "noalias"] { instruction.setMetadata(named: kind, nil) }
  }

  /// Inlining marks where memory on the stack lives. The reverse sweep reads it again later: it lives as long as the
  /// function does.
  func dropLifetimes(in function: Function) {
    for instruction in function.instructions where instruction.isCall {
      guard instruction.calledFunction?.intrinsicName?.hasPrefix("llvm.lifetime.") == true else { continue }
      instruction.erase()
    }
  }

  /// Moves variables of fixed size to where the function begins. The end of a scope with an array of variable length
  /// releases all that came to the stack after the array, as soon as a pass splits the block: also what such a variable's
  /// shadow holds for the reverse sweep.
  func hoistVariables(in function: Function) {
    let instructions = function.entry.instructions
    guard let first = instructions.first(where: { $0.opcode != .alloca }) else { return }
    for instruction in instructions where instruction.opcode == .alloca && instruction.operand(0).isConstant {
      instruction.moveBefore(first)
    }
  }

  // MARK: Library calls

  /// What calls are replaced of, and other functions of numbers, throws nothing: calls of it are no ends of blocks.
  func markFunctions() {
    for function in module.functions where function.isDeclaration && function.intrinsicID == 0 {
      let name = function.name
      if PacketFunction(mangledName: name) != nil || ComplexFunctions.isKnown(name) || Self.inMemory.contains(name)
        || RuleTable.standard.rule(forLibraryFunction: name) != nil
      {
        function.addAttribute("nounwind")
      }
    }
  }

  /// Functions that leave results behind addresses.
  private static let inMemory: Set<String> = [
    "sincos", "sincosf", "sincosl", "modf", "modff", "modfl", "posix_memalign",
  ]

  /// Replaces calls with several results by calls and arithmetic that have rules.
  func rewriteLibraryCalls(in function: Function) {
    for instruction in function.instructions where instruction.isCall {
      let builder = Builder(module.context)
      builder.position(before: instruction)
      builder.copyDebugLocation(from: instruction)
      if instruction.calledValue.kind == .inlineAsm {
        InlineAssembly.rewrite(instruction, builder)
        continue
      }
      guard let callee = instruction.calledFunction else { continue }
      if PacketCalls.rewrite(instruction, callee.name, builder, module) { continue }
      guard callee.isDeclaration else { continue }
      rewrite(instruction, callee.intrinsicName ?? callee.name, builder)
    }
  }

  private func rewrite(_ call: Value, _ name: String, _ builder: Builder) {
    let arguments = call.arguments
    switch name {
    case "sincos", "sincosf", "sincosl":
      let type = arguments[0].type
      builder.store(builder.callIntrinsic("llvm.sin", overloads: [type], [arguments[0]]), arguments[1])
      builder.store(builder.callIntrinsic("llvm.cos", overloads: [type], [arguments[0]]), arguments[2])
      call.erase()
    case "modf", "modff", "modfl":
      let (fraction, whole) = splitNumber(arguments[0], builder)
      builder.store(whole, arguments[1])
      replace(call, with: fraction)
    case "llvm.sincos", "llvm.sincospi":
      guard name == "llvm.sincos" else { return }
      let type = arguments[0].type
      let sine = builder.callIntrinsic("llvm.sin", overloads: [type], [arguments[0]])
      let cosine = builder.callIntrinsic("llvm.cos", overloads: [type], [arguments[0]])
      replace(call, with: pair(call.type, sine, cosine, builder))
    case "llvm.modf":
      let (fraction, whole) = splitNumber(arguments[0], builder)
      replace(call, with: pair(call.type, fraction, whole, builder))
    case "llvm.frexp": rewriteExponent(call, arguments[0], builder)
    case "llvm.vector.reduce.fmax", "llvm.vector.reduce.fmin", "llvm.vector.reduce.fmaximum",
      "llvm.vector.reduce.fminimum":
      replace(call, with: extremum(arguments[0], named: name, builder))
    case "llvm.vector.reduce.fmul": replace(call, with: product(arguments[1], times: arguments[0], builder))
    case "$sSd11significandSdvg": replace(call, with: significand(arguments[0], "significand", builder))
    case "$sSf11significandSfvg": replace(call, with: significand(arguments[0], "significandf", builder))
    case "posix_memalign":
      rewriteAlignedAllocation(call, arguments, builder)
    case "__dynamic_cast": rewriteDynamicCast(call, arguments, builder)
    default:
      if VectorIntrinsics.rewrite(call, name, builder, module) { return }
      _ = ComplexFunctions.rewrite(call, name, builder, module)
    }
  }

  /// The C library's function has the derivative.
  private func rewriteExponent(_ call: Value, _ x: Value, _ builder: Builder) {
    let names: [Type.Kind: String] = [.float: "frexpf", .double: "frexp", .x86FP80: "frexpl"]
    guard let name = names[x.type.kind] else { return }
    let exponentType = call.type.elements[1]
    let entry = Builder(module.context)
    entry.position(before: call.parentFunction.entry.first!)
    let slot = entry.alloca(exponentType)
    let callee = declare(name, .function(params: [x.type, slot.type], returns: x.type))
    let fraction = builder.call(callee, [x, slot])
    replace(call, with: pair(call.type, fraction, builder.load(exponentType, slot), builder))
  }

  /// A dynamic cast gives an address inside the same object: as far away as the library says.
  private func rewriteDynamicCast(_ call: Value, _ arguments: [Value], _ builder: Builder) {
    let object = arguments[0]
    let integer = Type.integer(64, module.context)
    builder.position(after: call)
    builder.copyDebugLocation(from: call)
    let uses = call.uses
    let isNull = builder.icmp(.eq, call, call.type.zero)
    // The offset of the source in the target; negative if it is not known.
    let offset = arguments[3].constantInt ?? -1
    let distance =
      offset >= 0
      ? integer.constant(-Int(offset)) : builder.sub(builder.ptrtoint(call, integer), builder.ptrtoint(object, integer))
    let result = builder.select(isNull, call.type.zero, builder.ptrAdd(object, distance))
    for use in uses { use.user.setOperand(use.operandIndex, result) }
  }

  /// Swift's significand of a finite number is that of the C library, without the sign.
  private func significand(_ x: Value, _ name: String, _ builder: Builder) -> Value {
    let magnitude = builder.callIntrinsic("llvm.fabs", overloads: [x.type], [x])
    return builder.call(declare(name, .function(params: [x.type], returns: x.type)), [magnitude])
  }

  /// The largest or smallest element of a vector, found one by one.
  private func extremum(_ vector: Value, named name: String, _ builder: Builder) -> Value {
    let scalar = ["fmax": "llvm.maxnum", "fmin": "llvm.minnum", "fmaximum": "llvm.maximum", "fminimum": "llvm.minimum"]
    let operation = scalar[String(name.dropFirst("llvm.vector.reduce.".count))]!
    let element = vector.type.element
    return (1..<vector.type.count).reduce(builder.extractElement(vector, 0)) { best, index in
      builder.callIntrinsic(operation, overloads: [element], [best, builder.extractElement(vector, index)])
    }
  }

  /// The product of the elements of a vector, one after the other: LLVM expands it only for some lengths.
  private func product(_ vector: Value, times start: Value, _ builder: Builder) -> Value {
    (0..<vector.type.count).reduce(start) { builder.fmul($0, builder.extractElement(vector, $1)) }
  }

  private func pair(_ type: Type, _ first: Value, _ second: Value, _ builder: Builder) -> Value {
    builder.insertValue(builder.insertValue(type.poison, first, 0), second, 1)
  }

  private func replace(_ call: Value, with value: Value) {
    call.replaceAllUses(with: value)
    call.erase()
  }

  /// x = fraction + whole, both with the sign of x; an infinite x has fraction 0.
  private func splitNumber(_ x: Value, _ builder: Builder) -> (fraction: Value, whole: Value) {
    let whole = builder.callIntrinsic("llvm.trunc", overloads: [x.type], [x])
    let isWhole = builder.fcmp(.oeq, x, whole)
    let fraction = builder.select(isWhole, x.type.zero, builder.fsub(x, whole))
    return (builder.callIntrinsic("llvm.copysign", overloads: [x.type], [fraction, x]), whole)
  }

  /// `posix_memalign(&p, alignment, size)` stores what `aligned_alloc` returns.
  private func rewriteAlignedAllocation(_ call: Value, _ arguments: [Value], _ builder: Builder) {
    let size = arguments[2].type
    let pointer = arguments[0].type
    let type = Type.function(params: [size, size], returns: pointer)
    let allocate = declare("memalign", type)
    let memory = builder.call(allocate, [arguments[1], arguments[2]])
    let failed = builder.icmp(.eq, memory, pointer.zero)
    builder.store(memory, arguments[0])
    replace(call, with: builder.select(failed, call.type.constant(12), call.type.zero))
  }

  private func declare(_ name: String, _ type: Type) -> Function {
    module.function(named: name) ?? module.addFunction(name: name, type: type)
  }
}

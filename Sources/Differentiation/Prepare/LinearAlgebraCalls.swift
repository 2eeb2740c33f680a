// Brings calls of BLAS and LAPACK, from all interfaces, into one form: everything by value (see `LinearAlgebraFunction`).
//
// Fortran passes addresses of sizes and scalars: reading them here lets the optimiser see constants, and lets a scalar
// that is active be an ordinary value. A function with a body in the program is looked into like any other; a call whose
// types do not fit the interface stays as it is, and is refused if a derivative passes through it.

import DerivativeRules
import LLVM

struct LinearAlgebraCalls {
  let module: Module

  /// The library throws no exceptions, so that C++ code needs no clean-ups around its calls.
  func markFunctions() {
    for function in module.functions where function.isDeclaration && LinearAlgebraFunction(symbol: function.name) != nil
    {
      function.addAttribute("nounwind")
    }
  }

  func rewrite(in function: Function) {
    for call in function.instructions where call.opcode == .call {
      guard let callee = call.calledFunction, callee.isDeclaration,
        var routine = LinearAlgebraFunction(symbol: callee.name)
      else { continue }
      let builder = Builder(module.context)
      builder.position(before: call)
      builder.copyDebugLocation(from: call)
      guard let operands = operands(of: call, &routine, builder) else { continue }
      let result = emit(routine, operands, builder)
      finish(call, result, routine, builder)
    }
  }

  private func emit(_ routine: LinearAlgebraFunction, _ operands: [Value], _ builder: Builder) -> Value {
    guard case .steps(let factorization, let solution) = routine.routine.equation else {
      return builder.call(routine.declaration(in: module), operands)
    }
    var named = Dictionary(uniqueKeysWithValues: zip(routine.operands, operands))
    func step(_ name: String) -> Value {
      let part = routine.sibling(name)
      let arguments = part.operands.map { kind -> Value in
        switch kind {
        case .size("m"): named[.size("n")]!
        case .flag(.transposition): Type.integer(1, module.context).zero
        case .array(let array): named.first { $0.key.arrayName == array.arrayName }!.value
        default: named[kind]!
        }
      }
      return builder.call(part.declaration(in: module), arguments)
    }
    let status = step(factorization)
    // Nothing is solved if there are no right sides.
    let succeeded = builder.icmp(.eq, status, status.type.zero)
    let count = named[.size("nrhs")]!
    named[.size("nrhs")] = builder.select(succeeded, count, count.type.zero)
    _ = step(solution)
    return status
  }

  private func finish(_ call: Value, _ result: Value, _ routine: LinearAlgebraFunction, _ builder: Builder) {
    if routine.routine.isLAPACK, routine.interface.style == .fortran {
      builder.store(result, call.argument(fortranArgumentCount(routine) - 1))
      if call.hasUses { call.replaceAllUses(with: call.type.zero) }
    } else if call.hasUses {
      call.replaceAllUses(with: result)
    }
    call.erase()
  }

  private func operands(
    of call: Value, _ routine: inout LinearAlgebraFunction, _ builder: Builder
  ) -> [Value]? {
    switch routine.interface.style {
    case .c: operandsFromC(call, &routine, builder)
    case .fortran: operandsFromFortran(call, routine, builder)
    }
  }

  // MARK: C

  private func operandsFromC(_ call: Value, _ routine: inout LinearAlgebraFunction, _ builder: Builder) -> [Value]? {
    let kinds = routine.operands
    let arguments = call.arguments
    let isLAPACK = routine.routine.isLAPACK
    guard arguments.count == kinds.count, resultFits(call, routine) else { return nil }
    for (kind, argument) in zip(kinds, arguments) {
      switch kind {
      case .layout, .flag: guard argument.type.isInteger else { return nil }
      case .size, .stride:
        guard let bits = argument.type.integerWidth, bits == 32 || bits == 64 else { return nil }
        routine.interface.integerBits = bits
      case .scalar: guard argument.type == routine.numberType(module.context) else { return nil }
      case .array: guard argument.type.isPointer else { return nil }
      }
    }
    let long = Type.integer(64, module.context)
    return zip(kinds, arguments).map { kind, argument in
      switch kind {
      case .layout: return builder.icmp(.eq, argument, argument.type.constant(101))
      case .flag(let flag):
        return isLAPACK ? letterFlag(flag, argument, builder) : enumerationFlag(flag, argument, builder)
      case .size, .stride: return builder.sextOrTrunc(argument, long)
      case .scalar, .array: return argument
      }
    }
  }

  /// The enumerations of `cblas.h`.
  private func enumerationFlag(_ flag: RoutineArgument, _ value: Value, _ builder: Builder) -> Value {
    switch flag {
    case .triangle: return builder.icmp(.eq, value, value.type.constant(121))
    case .unitDiagonal: return builder.icmp(.eq, value, value.type.constant(132))
    case .side: return builder.icmp(.eq, value, value.type.constant(142))
    default:
      let isPlain = builder.icmp(.eq, value, value.type.constant(111))
      let isConjugate = builder.icmp(.eq, value, value.type.constant(114))
      return builder.not(builder.or(isPlain, isConjugate))
    }
  }

  private func letterFlag(_ flag: RoutineArgument, _ value: Value, _ builder: Builder) -> Value {
    let byte = builder.zextOrTrunc(value, .integer(8, module.context))
    let letter = builder.and(byte, byte.type.constant(0xdf))
    func equals(_ wanted: Character) -> Value {
      builder.icmp(.eq, letter, letter.type.constant(Int(wanted.asciiValue!)))
    }
    switch flag {
    case .side: return equals("R")
    case .transposition: return builder.not(equals("N"))
    default: return equals("U")
    }
  }

  // MARK: Fortran

  private func fortranArgumentCount(_ routine: LinearAlgebraFunction) -> Int {
    let layout = routine.routine.hasLayout ? 1 : 0
    return routine.operands.count - layout + (routine.routine.isLAPACK ? 1 : 0)
  }

  private func operandsFromFortran(_ call: Value, _ routine: LinearAlgebraFunction, _ builder: Builder) -> [Value]? {
    let count = fortranArgumentCount(routine)
    let arguments = call.arguments
    // Lengths of character arguments may follow.
    guard arguments.count >= count, resultFits(call, routine), arguments.prefix(count).allSatisfy(\.type.isPointer),
      arguments.dropFirst(count).allSatisfy(\.type.isInteger)
    else { return nil }
    let context = module.context
    let integer = Type.integer(routine.interface.integerBits, context)
    var rest = arguments[...]
    return routine.operands.map { kind in
      if case .layout = kind { return Type.integer(1, context).zero }
      let address = rest.removeFirst()
      switch kind {
      case .layout, .array: return address
      case .flag(let flag): return letterFlag(flag, builder.load(.integer(8, context), address), builder)
      case .size, .stride: return builder.sextOrTrunc(builder.load(integer, address), .integer(64, context))
      case .scalar: return builder.load(routine.numberType(context), address)
      }
    }
  }

  private func resultFits(_ call: Value, _ routine: LinearAlgebraFunction) -> Bool {
    if routine.routine.returnsNumber { return call.type == routine.numberType(module.context) }
    if routine.routine.isLAPACK, routine.interface.style == .c {
      return call.type.integerWidth == routine.interface.integerBits
    }
    return call.type.isVoid || !call.hasUses
  }
}

extension LinearAlgebraFunction {
  func numberType(_ context: Context) -> Type { format == .double ? .double(context) : .float(context) }

  func resultType(_ context: Context) -> Type {
    if routine.returnsNumber { return numberType(context) }
    return routine.isLAPACK ? .integer(interface.integerBits, context) : .void(context)
  }

  func operandTypes(_ context: Context) -> [Type] {
    operands.map { kind in
      switch kind {
      case .layout, .flag: .integer(1, context)
      case .size, .stride: .integer(64, context)
      case .scalar: numberType(context)
      case .array: .pointer(context)
      }
    }
  }

  /// The canonical function, which touches nothing but the arrays it is given.
  func declaration(in module: Module) -> Function {
    if let known = module.function(named: canonicalName) { return known }
    let context = module.context
    let type = Type.function(params: operandTypes(context), returns: resultType(context))
    let function = module.addFunction(name: canonicalName, type: type)
    for attribute in ["nounwind", "willreturn", "nofree", "nocallback"] { function.addAttribute(attribute) }
    let (read, readWrite): (UInt64, UInt64) = (1, 3)
    function.addAttribute("memory", arrays.allSatisfy { $0.access == .read } ? read : readWrite)
    for array in arrays where array.access == .read { function.addAttribute("readonly", at: .parameter(array.index)) }
    for array in arrays { function.addAttribute("captures", 0, at: .parameter(array.index)) }
    return function
  }
}

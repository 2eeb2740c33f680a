// The bodies of the canonical functions of linear algebra: calls of the library in the interface of the program.

import DerivativeRules
import LLVM

struct RoutineBridge {
  private let function: LinearAlgebraFunction
  private let module: Module
  private let builder: Builder

  private var context: Context { module.context }
  private var integer: Type { .integer(function.interface.integerBits, context) }

  /// Gives every canonical function of the module its body.
  static func defineAll(in module: Module) {
    for function in module.functions where function.isDeclaration {
      guard let routine = LinearAlgebraFunction(canonicalName: function.name) else { continue }
      RoutineBridge(function: routine, module: module, builder: Builder(module.context)).define(function)
      function.linkage = .internal
    }
  }

  private func define(_ target: Function) {
    builder.position(atEndOf: target.appendBlock("entry"))
    switch function.interface.style {
    case .c: callC(target.parameters)
    case .fortran: callFortran(target.parameters)
    }
  }

  private func callC(_ parameters: [Value]) {
    let isLAPACK = function.routine.isLAPACK
    let enumeration = Type.integer(32, context)
    let arguments = zip(function.operands, parameters).map { kind, value in
      switch kind {
      case .layout: return builder.select(value, enumeration.constant(101), enumeration.constant(102))
      case .flag(let flag):
        if isLAPACK { return letter(flag, value) }
        let (off, on) =
          switch flag {
          case .triangle: (122, 121)
          case .unitDiagonal: (131, 132)
          case .side: (141, 142)
          default: (111, 112)
          }
        return builder.select(value, enumeration.constant(on), enumeration.constant(off))
      case .size, .stride: return builder.sextOrTrunc(value, integer)
      case .scalar, .array: return value
      }
    }
    let result = function.resultType(context)
    let call = callLibrary(arguments, result)
    if isLAPACK {
      // Letters are of type `char`, which callers extend.
      for (index, kind) in function.operands.enumerated() {
        if case .flag = kind { call.addAttribute("signext", at: .parameter(index)) }
      }
    }
    finish(call)
  }

  private func callFortran(_ parameters: [Value]) {
    var arguments: [Value] = []
    for (kind, value) in zip(function.operands, parameters) {
      switch kind {
      case .layout: break
      case .flag(let flag): arguments.append(inMemory(letter(flag, value)))
      case .size, .stride: arguments.append(inMemory(builder.sextOrTrunc(value, integer)))
      case .scalar: arguments.append(inMemory(value))
      case .array: arguments.append(value)
      }
    }
    guard function.routine.isLAPACK else {
      finish(callLibrary(arguments, function.resultType(context)))
      return
    }
    let status = inMemory(integer.zero)
    callLibrary(arguments + [status], .void(context))
    builder.ret(builder.load(integer, status))
  }

  @discardableResult
  private func callLibrary(_ arguments: [Value], _ result: Type) -> Value {
    let type = Type.function(params: arguments.map(\.type), returns: result)
    let library = module.function(named: function.symbol) ?? module.addFunction(name: function.symbol, type: type)
    return builder.call(type, library.value, arguments)
  }

  private func finish(_ call: Value) {
    if call.type.isVoid { builder.retVoid() } else { builder.ret(call) }
  }

  private func inMemory(_ value: Value) -> Value {
    let entry = builder.currentFunction.entry
    let memory: Value
    if let first = entry.first {
      let start = Builder(context)
      start.position(before: first)
      memory = start.alloca(value.type)
    } else {
      memory = builder.alloca(value.type)
    }
    builder.store(value, memory)
    return memory
  }

  private func letter(_ flag: RoutineArgument, _ value: Value) -> Value {
    let (off, on): (Character, Character) =
      switch flag {
      case .triangle: ("L", "U")
      case .unitDiagonal: ("N", "U")
      case .side: ("L", "R")
      default: ("N", "T")
      }
    let byte = Type.integer(8, context)
    return builder.select(value, byte.constant(Int(on.asciiValue!)), byte.constant(Int(off.asciiValue!)))
  }
}

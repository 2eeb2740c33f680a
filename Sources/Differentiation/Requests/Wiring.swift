// Puts a finished derivative where it was asked for: in place of a request call, or as the body of the function that a
// Swift declaration promised.

import LLVM

/// A function of a finished derivative.
struct DerivativeFunction {
  var name: String
  var signature: DerivativeSignature
}

/// How a derivative function is called.
struct DerivativeSignature {
  /// Parameters that are followed by shadows.
  var shadowed: Set<Int>
  var takesSeeds = false
  var returnsPrimal: Bool
  /// The shadows of the result are returned.
  var returnsShadow: Bool
  /// Parameters whose adjoints are returned (reverse sweep).
  var adjoints: [Int] = []

  /// Where the derivative takes an argument of the primal: shadows follow those that have one.
  func position(of argument: Int, width: Int) -> Int {
    argument + shadowed.count { $0 < argument } * width
  }
}

struct Wiring {
  let module: Module
  let context: Context

  init(_ module: Module) {
    self.module = module
    context = module.context
  }

  /// - Throws: `Refusal` if the call is declared to return something else than the derivative does.
  func wire(_ request: Request, to derivative: DerivativeFunction) throws {
    switch request.site {
    case .call:
      var wiring = CallWiring(module, request, derivative)
      try wiring.replaceCall()
    case .symbol(let name):
      define(name, request, module.function(named: derivative.name)!, derivative.signature)
    }
  }

  /// Defines the Swift function `name`: pointers in, nothing out.
  private func define(_ name: String, _ request: Request, _ derivative: Function, _ signature: DerivativeSignature) {
    let pointer = Type.pointer(context)
    let function = module.function(named: name) ?? request.declare(name, in: module)
    let type = function.functionType
    function.callingConvention = request.primal.callingConvention
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock("entry"))
    var parameters = function.parameters[...]
    var arguments: [Value] = []
    var tape: Value?
    var errors = ErrorRegisters(in: function, context)
    for (index, argument) in request.arguments.enumerated() where request.part.takesArguments {
      if index == request.listedArguments, request.mode == .split { tape = parameters.popFirst() }
      let primal = errors.memory(for: parameters.popFirst() ?? pointer.zero, builder)
      arguments.append(primal)
      var shadows = Array(repeating: primal, count: request.width)
      if argument.activity != .constant {
        shadows = (0..<request.width).map { _ in parameters.popFirst() ?? pointer.zero }
      }
      if signature.shadowed.contains(index) { arguments += shadows }
    }
    if request.mode == .split, tape == nil { tape = parameters.popFirst() }
    if request.part != .augmented, let tape { arguments.append(tape) }
    if request.part == .pullback { arguments.append(Type.integer(1, context).constant(1)) }
    let result = builder.call(derivative, arguments)
    if request.part == .augmented { builder.store(builder.extractValue(result, 0), tape!) }
    errors.restore(builder)
    if type.returnType.isVoid {
      builder.retVoid()
    } else {
      // The primal returns an error of a type that fits into registers.
      builder.ret(signature.returnsPrimal ? builder.extractValue(result, tape == nil ? 0 : 1) : type.returnType.zero)
    }
  }
}

extension Request {
  /// The Swift declaration of a derivative that nothing in the module calls. It throws as the primal does: in a register
  /// of its own, or by what it returns.
  func declare(_ name: String, in module: Module) -> Function {
    let mayThrow = part == .whole || part == .augmented
    let parameters = Array(repeating: Type.pointer(module.context), count: symbolParameterCount)
    let result = mayThrow ? primal.functionType.returnType : .void(module.context)
    let function = module.addFunction(name: name, type: .function(params: parameters, returns: result))
    guard mayThrow else { return function }
    let hidden = arguments.count - listedArguments
    for index in 0..<hidden {
      for register in ["swiftself", "swifterror"]
      where primal.value.hasAttribute(register, at: .parameter(listedArguments + index)) {
        function.addAttribute(register, at: .parameter(parameters.count - hidden + index))
      }
    }
    return function
  }
}

// Derivatives of functions that are known although nobody looks into them: those of the C library, of BLAS and LAPACK,
// functions that behave like one of these, and functions that are only declared and have a derivative written by hand.
// What is differentiated then is a function that does nothing but call them.

import DerivativeRules
import LLVM

struct KnownPrimals {
  private let module: Module
  private let marks: Marks

  /// Lets all requests for such functions name functions around them.
  /// - Throws: `Refusal` for a mark that cannot be understood.
  static func wrap(in module: Module) throws {
    let calls = try RequestFunction.calls(in: module).filter { $0.function.isDerivativeCall }.map(\.call)
    if calls.isEmpty { return }
    let primals = Self(module: module, marks: try MarkReader.read(module))
    var wrappers: [Function: Function] = [:]
    for call in calls {
      let first = call.hasAttribute("sret", at: .parameter(0)) ? 1 : 0
      guard first < call.argumentCount, let primal = PrimalFunction.behind(call.argument(first)),
        primals.isKnown(primal)
      else { continue }
      let wrapper = wrappers[primal] ?? primals.caller(of: primal, wrappers.count)
      wrappers[primal] = wrapper
      call.setOperand(first, wrapper.value)
    }
  }

  private func isKnown(_ function: Function) -> Bool {
    if function.functionType.isVarArg { return false }
    if marks.likenesses[function.name] != nil { return true }
    guard function.isDeclaration else { return false }
    return marks.rules[function.name] != nil || RuleTable.standard.rule(forLibraryFunction: function.name) != nil
      || LibraryFunction.named(function.name) != nil || LinearAlgebraFunction(symbol: function.name) != nil
      || ComplexFunctions.isKnown(function.name)
  }

  private func caller(of function: Function, _ number: Int) -> Function {
    let caller = module.addFunction(
      name: "\(BoundFunctions.prefix)k\(number).\(function.name)", type: function.functionType)
    caller.linkage = .internal
    let builder = Builder(module.context)
    builder.position(atEndOf: caller.appendBlock("entry"))
    let call = builder.call(function, caller.parameters)
    for index in caller.parameters.indices {
      for attribute in function.attributes(at: .parameter(index)) {
        caller.addAttribute(attribute, at: .parameter(index))
        call.addAttribute(attribute, at: .parameter(index))
      }
    }
    if caller.returnType.isVoid { builder.retVoid() } else { builder.ret(call) }
    return caller
  }
}
